import type { LabCall } from '../../lab-scenario.js';
import { publicAddress, runnerAddress } from '../company/addresses.js';
import { AGENTS } from '../company/agents.js';
import type { Actor, Secret } from '../company/model.js';
import { serviceName } from '../company/names.js';
import type { RandomStream } from '../company/random-stream.js';
import { DAY, HOUR } from '../company/time.js';
import type { World } from '../company/world.js';
import { readBatch } from '../activity/reads.js';
import type { Shape } from './shape.js';
import { thiefAgent } from './thief-agent.js';

/** A theft from one principal: what it takes, and the calls by which it does. */
export class Theft {
  private readonly ua: string | null;

  constructor(
    private readonly w: World,
    private readonly rng: RandomStream,
    private readonly shape: Shape,
    private readonly id: string,
    private readonly p: number,
    private readonly honest: readonly LabCall[],
    private readonly secrets: ReadonlyMap<LabCall['secret'], Secret>,
  ) {
    this.ua = thiefAgent(rng, rng.pick(shape.agent));
  }

  /** Caller at a moment: in the victim's place and session as far as the shape says so. */
  private actor(time: number, place: string): Actor {
    const { w, rng, p, shape, honest } = this;
    let near: LabCall | null = null;
    for (const c of honest) if (c.time <= time || near === null) near = c;
    const { region, kind } = w.profiles[p]!;
    const user = w.principals[p]!.kind === 'user';
    const fresh = near === null || Math.abs(time - near.time) > 6 * HOUR;
    const session = user
      ? null
      : shape.session === 'new' || near === null
        ? rng.pick([
            'AWSCLI-Session',
            `botocore-session-${Math.floor(time)}`,
            near?.session ?? 'session',
            `aws-go-sdk-${Math.floor(time)}`,
          ])
        : near.session;
    const key = user
      ? (near?.accessKeyId ?? w.key(p, null, 0))
      : shape.session === 'new' || fresh || near === null
        ? w.newKey('ASIA')
        : near.accessKeyId;
    const ua = this.ua ?? near?.userAgent ?? AGENTS.boto(rng);
    if (shape.from === 'inside' && near !== null && /^\d/.test(near.address)) {
      // Hosted runners and workers without a network of their own change their address.
      const address = kind === 'ci' && fresh ? runnerAddress(rng) : near.address;
      return { p, session, key, address, ua, vpce: near.vpcEndpointId, region };
    }
    if (shape.from === 'vpc' || shape.from === 'inside')
      return { ...w.cloudActor(rng, p, session, ua, region, key) };
    return { p, session, key, address: place, ua, vpce: null, region };
  }

  private targets(time: number): Secret[] {
    const { w, rng, p, shape, honest, secrets } = this;
    const own = [
      ...new Set(
        honest.flatMap((c) =>
          c.name === 'GetSecretValue' && c.error === null && c.secret !== null ? [secrets.get(c.secret)] : [],
        ),
      ),
    ].flatMap((s) => (s === undefined ? [] : [s]));
    const reach = w.reachOf(p);
    const known = new Set(own);
    const pool =
      shape.what === 'own'
        ? own
        : shape.what === 'reach'
          ? reach
          : shape.what === 'fresh'
            ? reach.filter((s) => !known.has(s))
            : w.secrets;
    const list = pool.length > 0 ? pool : own;
    const size = Math.max(
      1,
      Math.round(Math.exp(rng.range(Math.log(shape.size[0]), Math.log(shape.size[1])))),
    );
    // Thieves who list take what looks good or what comes first; others take what they know of.
    const alive = list.filter((s) => s.born < time);
    if (rng.chance(0.4)) return rng.sample(alive, size);
    const from = rng.int(0, Math.max(0, alive.length - size));
    return rng.shuffle(alive.slice(from, from + size));
  }

  /** Makes the calls of the theft, over a number of days. */
  run(time: number, days: number, place: string): void {
    const { w, rng, shape, id } = this;
    const theft = id;
    const targets = this.targets(time);
    const may = new Set(w.reachOf(this.p));
    const { regions } = w.accountOf(this.p);
    for (let d = 0, done = 0; d < days; d++) {
      const part =
        days === 1
          ? targets
          : targets.slice(
              done,
              (done += Math.max(1, Math.round((targets.length / days) * rng.range(0.4, 1.6)))),
            );
      if (part.length === 0) continue;
      let at = time + d * DAY + (days > 1 ? rng.range(-3, 3) * HOUR : 0);
      const moving = days > 1 && shape.from === 'residential' && rng.chance(0.5);
      const actor = this.actor(at, moving ? publicAddress(rng) : place);
      if (d === 0 && rng.chance(shape.list ?? 0))
        for (const r of shape.regions === true && rng.chance(0.6)
          ? [...new Set([...regions, 'us-east-1', 'us-west-2', 'eu-west-1'])]
          : [regions[0]!])
          for (let k = rng.int(1, 3); k > 0; k--)
            w.emit({ ...actor, region: r }, 'ListSecrets', (at += rng.range(0.2, 3)), null, {
              theft,
              error: may.size < 12 && rng.chance(0.4) ? 'AccessDenied' : null,
            });
      const gap = Math.exp(rng.range(Math.log(shape.gap[0]), Math.log(shape.gap[1])));
      const describe = shape.describe ?? 0;
      for (const s of describe > 1 ? rng.sample([...may], Math.round(describe * part.length)) : part)
        if (rng.chance(describe))
          w.emit(actor, 'DescribeSecret', (at += rng.exp(Math.min(gap, 5))), s, { theft });
      const guesses = shape.guess === undefined ? 0 : rng.int(...shape.guess);
      for (let k = 0; k < guesses; k++) {
        const s = rng.pick(w.secrets);
        const ghost = may.has(s) || rng.chance(0.5);
        const name = rng.pick([
          `prod/${serviceName(rng)}/db`,
          `${serviceName(rng)}-prod-db`,
          'prod/db',
          'rds/master',
          'root',
          'stripe',
          `admin-${k}`,
        ]);
        w.emit(
          actor,
          'GetSecretValue',
          (at += rng.exp(gap)),
          ghost
            ? { ...s, lab: { ...s.lab, name, accountId: w.principals[this.p]!.accountId, suffix: 'AAAAAA' } }
            : s,
          { theft, error: rng.pick(['ResourceNotFoundException', 'AccessDenied', 'AccessDenied']) },
        );
      }
      if (shape.batch !== undefined)
        this.byBatch(
          actor,
          part.filter((s) => may.has(s) && s.lab.accountId === w.principals[this.p]!.accountId),
          at,
          gap,
        );
      else
        for (const s of part) {
          w.emit(actor, 'GetSecretValue', (at += rng.exp(gap)), s, {
            theft,
            error: may.has(s) ? null : 'AccessDenied',
          });
          if (shape.write !== undefined && may.has(s)) w.emit(actor, shape.write, at + 1, s, { theft });
        }
    }
  }

  private byBatch(actor: Actor, secrets: readonly Secret[], time: number, gap: number): void {
    const { w, rng, shape, id } = this;
    let at = time;
    const filters = [
      rng.pick([
        { key: 'tag-key', values: ['!neverExists'] },
        { key: 'name', values: [''] },
        { key: 'owning-service', values: ['!x'] },
        { key: 'name', values: ['prod', 'db', 'api'] },
      ]),
    ];
    for (const region of new Set(secrets.map((s) => s.lab.region))) {
      const here = secrets.filter((s) => s.lab.region === region);
      if (shape.batch === 'list') readBatch(w, { ...actor, region }, here, at, id);
      else
        for (let i = 0; i < here.length; i += 20, at += gap) {
          w.emit({ ...actor, region }, 'BatchGetSecretValue', at, null, {
            batch: { filters, maxResults: rng.chance(0.8) ? 20 : null },
            theft: id,
          });
          for (const s of here.slice(i, i + 20))
            w.emit({ ...actor, region }, 'GetSecretValue', at, s, { theft: id });
        }
      at += gap;
    }
  }
}
