import type { NotableTime } from '../../lab-scenario.js';
import { DAY } from './calendar.js';
import { CallLog, type Seat } from './calls.js';
import type {
  Actor,
  ActorClass,
  Environment,
  Organisation,
  Reading,
  Secret,
  Service,
  Team,
  World,
} from './model.js';
import type { Random } from './random.js';

/** What a new principal needs. */
interface ActorOptions {
  readonly persona: string;
  readonly cls: ActorClass;
  readonly kind?: 'role' | 'user';
  /** Path and name in IAM. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly team?: Team | null;
  readonly env?: Environment;
  readonly own?: Reading[];
  readonly reach?: Actor['reach'];
  readonly people?: Actor['people'];
}

/** The scenario while it is built: its principals, its calls and its notable times. */
export class Builder implements World {
  readonly out: CallLog;
  readonly actors: Actor[] = [];
  readonly notable: NotableTime[] = [];
  private readonly names = new Set<string>();
  /** How much programs do in this organisation. */
  readonly load: number;
  constructor(readonly org: Organisation) {
    this.load = Math.min(1.6, org.rng.sub('load').log(0.7, 0.4));
    this.out = new CallLog(org.start, org.end, org.batchChildren);
  }
  get full(): boolean {
    return this.actors.length >= this.org.identities;
  }
  actor(o: ActorOptions): Actor {
    const kind = o.kind ?? 'role';
    let arn = `arn:aws:iam::${o.accountId}:${kind}/${o.name.slice(0, 100)}`;
    for (let i = 2; this.names.has(arn); i++)
      arn = `arn:aws:iam::${o.accountId}:${kind}/${o.name.slice(0, 100)}-${i}`;
    this.names.add(arn);
    const actor: Actor = {
      index: this.actors.length,
      principal: { arn, kind, accountId: o.accountId, persona: o.persona },
      cls: o.cls,
      accountId: o.accountId,
      region: o.region,
      team: o.team ?? null,
      env: o.env ?? 'prod',
      own: o.own ?? [],
      reach: o.reach ?? 'own',
      people: o.people ?? [],
    };
    this.actors.push(actor);
    return actor;
  }
  note(a: Actor, from: number, to: number, why: string): void {
    this.notable.push({ principal: a.index, from: Math.floor(from), to: Math.floor(to), why });
  }
  /** What a program of a service reads: its own secrets, now and then shared ones, new ones that come, missing rights. */
  owns(r: Random, service: Service, o: { share?: number; extra?: readonly Secret[] } = {}): Reading[] {
    const { org } = this;
    const own: Reading[] = [];
    const always = (s: Secret): void =>
      void own.push({
        s,
        from: s.born > org.start ? s.born + r.int(600, 2 * DAY) : org.start - 1,
        to: Infinity,
        error: null,
      });
    const few = r.chance(0.25) ? r.some(service.secrets, r.int(1, service.secrets.length)) : service.secrets;
    few.forEach(always);
    if (r.chance(o.share ?? 0.4)) r.some(org.shared, r.int(1, 3)).forEach(always);
    o.extra?.forEach(always);
    // A feature is deployed that wants more.
    if (r.chance(0.2)) {
      const at = org.start + r.int(1, org.days - 2) * DAY + r.int(0, DAY);
      const mates = org.teams[service.team]!.services.filter(
        (s) => s.env === service.env && s.accountId === service.accountId,
      ).flatMap((s) => s.secrets);
      for (const s of r.some(
        mates,
        r.weighted([
          [1, 6],
          [2, 3],
          [4, 1],
        ]),
      ))
        if (!own.some((x) => x.s === s))
          own.push({ s, from: Math.max(at, s.born + 900), to: Infinity, error: null });
    }
    if (r.chance(0.05)) {
      const i = r.int(0, own.length - 1);
      own[i] = { ...own[i]!, to: org.start + r.int(3, org.days) * DAY };
    }
    if (r.chance(0.07)) {
      const s = r.pick(service.secrets);
      const at = r.chance(0.4) ? org.start - 1 : org.start + r.int(2, org.days) * DAY;
      const error = r.weighted([
        ['AccessDenied', 6],
        ['ResourceNotFoundException', 3],
        ['DecryptionFailure', 1],
      ]);
      own.push({
        s:
          error === 'ResourceNotFoundException'
            ? { ...s, ref: { ...s.ref, name: s.ref.name.replace(/.$/, r.pick(['', 's', '-old', '_'])) } }
            : s,
        from: at,
        to: at + r.log(2, 1) * DAY,
        error,
      });
    }
    return own;
  }
  /** Where a workload calls from. */
  inVpc(
    r: Random,
    a: Actor,
    instance: number | string,
    t = this.org.start,
  ): Pick<Seat, 'address' | 'vpcEndpointId'> {
    const net = this.org.net(a.accountId, a.region);
    if (net.vpce === null) return { address: r.pick(net.nat(t)), vpcEndpointId: null };
    const q = r.sub(`ip${instance}`);
    return { address: `${net.cidr}.${q.int(0, 63)}.${q.int(4, 250)}`, vpcEndpointId: net.vpce };
  }
  seat(a: Actor, o: Partial<Seat> & Pick<Seat, 'address' | 'userAgent'>): Seat {
    return {
      principal: a.index,
      accountId: a.accountId,
      region: a.region,
      session: null,
      accessKeyId: '',
      vpcEndpointId: null,
      by: 'name',
      ...o,
    };
  }
  /** All that the program reads, in turn. */
  readAll(r: Random, seat: Seat, at: number, own: readonly Reading[], part = 1, spread = 0.4): void {
    let t = at;
    for (const { s, from, to, error } of own) {
      if (at < from || at >= to || (part < 1 && !r.chance(part))) continue;
      this.out.get(seat, t, s.ref, error);
      if (error === null && r.chance(0.0008)) this.out.get(seat, t, s.ref, 'ThrottlingException');
      t += r.exp(spread);
    }
  }
}
