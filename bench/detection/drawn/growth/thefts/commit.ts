import type { LabTheft } from '../../lab-scenario.js';
import type { Caller, Secret, World } from '../company/world.js';
import { groupBy } from '../draw/group.js';
import { DAY, HOUR } from '../draw/time.js';
import type { Rng } from '../draw/rng.js';
import { Judge } from './judge.js';
import { Preys } from './prey.js';
import { secretKey } from './profile.js';
import type { Shape } from './shape.js';
import { SHAPES } from './shapes.js';
import { thiefCaller, thiefKit, type Kit } from './thief.js';

/** Commits the thefts, when all ordinary calls are known and in order. */
export function commitThefts(w: World): LabTheft[] {
  const judge = new Judge(w);
  const preys = new Preys(w);
  const thefts: LabTheft[] = [];
  for (let i = 0; i < w.options.thefts; i++) {
    const id = `theft-${i + 1}`;
    const ordinary = w.calls.length;
    for (let tries = 0; w.calls.length === ordinary; tries++) {
      const rng = w.rng.stream(`theft/${i}/${tries}`);
      const shape = rng.weighted(SHAPES.map((s): [Shape, number] => [s, s.weight]));
      new Theft(w, rng, preys, shape, id).commit();
      if (w.calls.length > ordinary)
        thefts.push({ id, shape: shape.name, ...judge.judge(w.calls.slice(ordinary)) });
    }
  }
  return thefts;
}

/** One theft. */
class Theft {
  private readonly kit: Kit;
  private readonly gap: number;
  private readonly denied: number;

  constructor(
    private readonly w: World,
    private readonly rng: Rng,
    private readonly preys: Preys,
    private readonly shape: Shape,
    private readonly id: string,
  ) {
    this.kit = thiefKit(rng, shape);
    this.gap = rng.logRange(...shape.gap);
    this.denied = rng.range(...(shape.denied ?? [0, 0]));
  }

  commit(): void {
    const { rng, shape } = this;
    const principals = rng.int(...(shape.principals ?? [1, 1]));
    let time = this.beginning();
    for (let i = 0; i < principals; i++) {
      const victim = this.preys.choose(rng, shape.prey);
      const visits = rng.int(...(shape.visits ?? [1, 1]));
      const loot = this.loot(victim, time);
      const each = Math.max(1, Math.ceil(loot.length / visits));
      for (let visit = 0; visit < visits; visit++) {
        const start = this.fitHours(victim, time + visit * rng.range(0.6, 2) * DAY);
        this.visit(victim, loot.slice(visit * each, (visit + 1) * each), start);
      }
      time += rng.exponential(shape.visits === undefined ? HOUR : DAY);
    }
  }

  private beginning(): number {
    const { w, rng } = this;
    const share = rng.chance(0.12) ? rng.range(0, 0.12) : rng.range(0, 0.97);
    return w.start + share * (w.end - w.start);
  }

  /** Moves a time within its day to when the victim works, or to when it does not. */
  private fitHours(victim: number, time: number): number {
    const { rng, shape } = this;
    if (shape.hours === 'any') return time;
    const like = rng.pick(this.preys.of(victim)).time % DAY;
    const moved =
      Math.floor(time / DAY) * DAY +
      like +
      (shape.hours === 'night' ? rng.range(9, 14) * HOUR : rng.range(-HOUR / 2, HOUR / 2));
    return Math.min(this.w.end - HOUR, Math.max(this.w.start, moved));
  }

  private loot(victim: number, time: number): Secret[] {
    const { w, rng, shape } = this;
    const known = new Set(this.preys.of(victim).map(secretKey));
    const { accountId } = w.principals[victim]!;
    const here = w.secrets.filter(
      ({ lab, from, to }) =>
        from < time &&
        to > time &&
        (lab.accountId === accountId ||
          known.has(`${lab.accountId}/${lab.region}/${lab.name}-${lab.suffix}`)),
    );
    const own = here.filter(({ lab }) =>
      known.has(`${lab.accountId}/${lab.region}/${lab.name}-${lab.suffix}`),
    );
    const count = Math.round(rng.logRange(shape.count[0] + 1, shape.count[1] + 1)) - 1;
    if (shape.pick === 'own') return rng.sample(own, count);
    if (shape.pick === 'account') return rng.chance(0.4) ? here.slice(0, count) : rng.sample(here, count);
    const mine = rng.sample(own, Math.round(count * rng.range(0.2, 0.8)));
    const others = rng.sample(
      here.filter((secret) => !own.includes(secret)),
      count - mine.length,
    );
    return rng.shuffled([...mine, ...others]);
  }

  private visit(victim: number, loot: readonly Secret[], start: number): void {
    const { w, rng, shape } = this;
    const known = new Set(this.preys.of(victim).map(secretKey));
    let now = start;
    const caller = (region?: string): Caller => {
      const made = thiefCaller(this.kit, shape, w, this.preys, { victim, time: now, theft: this.id });
      return region === undefined ? made : { ...made, region };
    };
    if (rng.chance(shape.list ?? 0)) now = this.listing(caller, now, loot.length);
    if (shape.batch !== undefined) {
      this.batches(caller, loot, now);
      return;
    }
    for (const secret of loot) {
      if (shape.describe !== undefined && rng.chance(shape.describe))
        w.call(caller(), 'DescribeSecret', now, secret);
      const isKnown = known.has(
        `${secret.lab.accountId}/${secret.lab.region}/${secret.lab.name}-${secret.lab.suffix}`,
      );
      const refused = !isKnown && rng.chance(this.denied);
      w.call(caller(), 'GetSecretValue', now + 0.5, secret, refused ? { error: 'AccessDenied' } : {});
      now += rng.exponential(this.gap);
    }
  }

  private listing(caller: (region?: string) => Caller, start: number, count: number): number {
    const { w, rng, shape } = this;
    const many = [
      'us-east-1',
      'us-east-2',
      'us-west-1',
      'us-west-2',
      'eu-west-1',
      'eu-west-2',
      'eu-central-1',
      'eu-north-1',
      'ap-southeast-1',
      'ap-southeast-2',
      'ap-northeast-1',
      'ap-south-1',
      'ca-central-1',
      'sa-east-1',
    ];
    let now = start;
    for (const region of shape.sweep === true ? many.slice(0, rng.int(4, 14)) : [undefined]) {
      const refused = rng.chance(this.denied * 0.5);
      for (
        let page = 0;
        page <= (shape.sweep === true ? 0 : count / 100);
        page++, now += rng.exponential(1.5)
      )
        w.call(caller(region), 'ListSecrets', now, null, refused ? { error: 'AccessDenied' } : {});
    }
    return now + rng.exponential(this.gap * 4);
  }

  private batches(caller: (region?: string) => Caller, loot: readonly Secret[], start: number): void {
    const { w, rng, shape } = this;
    let now = start;
    const filter = rng.pick([
      { key: 'name', values: ['!zzz'] },
      { key: 'tag-key', values: ['Environment', 'env', 'aws:cloudformation:stack-name'] },
      { key: 'all', values: ['prod'] },
      { key: 'name', values: ['prod', 'db', 'key'] },
    ]);
    for (const [region, here] of groupBy(loot, ({ lab }) => lab.region))
      for (let i = 0; i < here.length; i += 20, now += rng.exponential(this.gap)) {
        const page = here.slice(i, i + 20);
        const batch =
          shape.batch === 'list'
            ? { list: page.map(({ lab }) => lab) }
            : { filters: [filter], maxResults: rng.chance(0.5) ? 20 : null };
        w.call(caller(region), 'BatchGetSecretValue', now, null, { batch });
        if (w.traits.batchChildren)
          for (const secret of page) w.call(caller(), 'GetSecretValue', now, secret);
      }
  }
}
