import type { LabSecret } from '../../lab-scenario.js';
import { awsAddress, homeAddress, hostingAddress } from '../company/addresses.js';
import type { Builder } from '../company/builder.js';
import { DAY } from '../company/calendar.js';
import type { Seat } from '../company/calls.js';
import type { Actor, Person, Secret } from '../company/model.js';
import type { Random } from '../company/random.js';
import { accessKeyAt } from '../company/random.js';
import { secretsOfAccount } from '../company/secrets.js';
import type { Seen } from '../company/seen.js';
import { secretId } from '../company/seen.js';
import { userAgents } from '../company/user-agents.js';
import { personSeat, type Way } from '../people/seats.js';

/** What an attacker takes, from where and how fast. */
interface Loot {
  readonly seat: Seat | ((t: number) => Seat);
  readonly secrets: readonly Secret[];
  /** Seconds between two reads, on the mean. */
  readonly gap: number;
  readonly list?: boolean;
  readonly describe?: boolean;
  readonly at?: number;
}

/** One attacker: the stolen principal, the place of the calls and what is taken. */
export class Thief {
  readonly region: string;
  constructor(
    readonly b: Builder,
    readonly r: Random,
    readonly seen: Seen,
    readonly t: number,
    private readonly busy: Map<number, [number, number][]>,
  ) {
    this.region = r.pick(b.org.regions);
  }
  /** A principal that fits and is free for so many days. */
  victim(fit: (a: Actor) => boolean, span = 1, least = 6): Actor | null {
    const list = this.b.actors.filter(
      (a) => fit(a) && this.free(a, span) && this.count(a) >= least && (least === 0 || this.alive(a)),
    );
    return list.length === 0 ? null : this.r.pick(list);
  }
  private free(a: Actor, span: number): boolean {
    return !(this.busy.get(a.index) ?? []).some(
      ([from, to]) => this.t < to + 3.2 * DAY && this.t + span * DAY > from - 3.2 * DAY,
    );
  }
  private count(a: Actor): number {
    return this.seen.of[a.index]!.length;
  }
  /** It has called shortly before. */
  private alive(a: Actor): boolean {
    const c = this.seen.near(a, this.t);
    return c !== null && c.time <= this.t && (a.cls === 'person' || this.t - c.time < 4 * DAY);
  }
  known(a: Actor): Set<string> {
    return new Set(
      this.seen.of[a.index]!.filter(
        (c) => c.time < this.t && c.name === 'GetSecretValue' && c.error === null,
      ).map(secretId),
    );
  }
  /** What lies in the account and the principal has not read, at random. */
  foreign(a: Actor, n: number, only: (s: Secret) => boolean = () => true): Secret[] {
    const known = this.known(a);
    return this.r.some(
      secretsOfAccount(this.b.org, a.accountId).filter(
        (s) => s.born < this.t && !known.has(`${s.ref.accountId}/${s.ref.region}/${s.ref.name}`) && only(s),
      ),
      n,
    );
  }
  all(a: Actor, n: number): Secret[] {
    return this.r.some(
      secretsOfAccount(this.b.org, a.accountId).filter((s) => s.born < this.t),
      n,
    );
  }
  /** What it reads itself. */
  own(a: Actor, n = 100): Secret[] {
    const known = this.known(a);
    return this.r.some(
      this.b.org.secrets.filter((s) => known.has(`${s.ref.accountId}/${s.ref.region}/${s.ref.name}`)),
      n,
    );
  }
  /** What its policy says. */
  error(a: Actor, s: Secret): string | null {
    if (a.reach === 'all' || (a.reach === 'account' && s.ref.accountId === a.accountId)) return null;
    if (a.reach === 'team' && s.team === a.team?.id) return null;
    return a.own.some((o) => o.s === s && o.error === null) ||
      this.known(a).has(`${s.ref.accountId}/${s.ref.region}/${s.ref.name}`)
      ? null
      : 'AccessDenied';
  }
  hosting(): string {
    return this.r.weighted([
      [hostingAddress(this.r), 6],
      [awsAddress(this.r, this.region), 1.5],
      [homeAddress(this.r, this.region), 1.5],
    ]);
  }
  kit(command = 'get-secret-value'): string {
    const r = this.r;
    return r.weighted([
      [
        userAgents
          .cli(r, 'linux', command)
          .replace(/amzn\.2023/, r.pick(['kali.2024', 'ubuntu.22', 'debian.12'])),
        5,
      ],
      [userAgents.boto(r, '').replace(/os\/linux#\S+/, 'os/linux#6.6.9-kali1-amd64'), 3],
      [userAgents.cli(r, 'macos', command), 1],
      [userAgents.goV2(r, ''), 1],
      [`python-requests/2.${r.int(25, 32)}.0`, 0.4],
    ]);
  }
  /** The victim's credentials of the moment, used where they are: same place, agent, session and key. */
  inside(a: Actor, t = this.t, change: Partial<Seat> = {}): Seat {
    const s = this.seen.seat(a, t);
    const base =
      s ??
      this.b.seat(a, {
        address: this.hosting(),
        userAgent: this.kit(),
        session: a.principal.kind === 'user' ? null : 'session',
        accessKeyId:
          a.principal.kind === 'user'
            ? accessKeyAt(a.principal.arn, 0).replace('ASIA', 'AKIA')
            : `ASIA${this.r.upper(16)}`,
      });
    return { ...base, ...change };
  }
  /** The same credentials in the attacker's hands. */
  outside(a: Actor, t = this.t, address = this.hosting(), userAgent = this.kit()): Seat {
    return this.inside(a, t, { address, userAgent, vpcEndpointId: null, by: 'arn' });
  }
  person(a: Actor): Person | null {
    const there = a.people.filter((p) => p.from < this.t && p.to > this.t);
    const active = there.filter(
      (p) =>
        a.principal.kind === 'user' ||
        this.seen.of[a.index]!.some((c) => c.session === p.email && c.time < this.t),
    );
    return active.length > 0 ? this.r.pick(active) : null;
  }
  asPerson(a: Actor, p: Person, t: number, way: Way): Seat {
    return personSeat(this.b, this.r, a, p, t, way);
  }
  take(a: Actor, { seat, secrets, gap, list, describe, at }: Loot): number {
    const { out } = this.b;
    const of = typeof seat === 'function' ? seat : (): Seat => seat;
    let t = at ?? this.t;
    if (list === true) {
      const s = of(t);
      const refused = a.reach === 'own' && this.r.chance(0.6);
      t =
        out.list(
          { ...s, userAgent: s.userAgent.replace('get-secret-value', 'list-secrets') },
          t,
          secretsOfAccount(this.b.org, a.accountId).length,
          s.region,
          refused ? 'AccessDenied' : null,
        ) +
        2 +
        this.r.exp(gap * 3);
    }
    for (const s of secrets) {
      if (describe === true) out.call(of(t), 'DescribeSecret', t - 1, s.ref);
      out.get(of(t), t, s.ref, this.error(a, s));
      t += this.r.exp(gap);
    }
    return t;
  }
  regions(seat: Seat, many: readonly string[]): number {
    let t = this.t;
    for (const region of many)
      this.b.out.call({ ...seat, region }, 'ListSecrets', (t += this.r.real(0.4, 2)), null, { region });
    return t + 3;
  }
  batchFilter(
    seat: Seat,
    t: number,
    a: Actor,
    filter: { key: string; values: string[] },
    hits: LabSecret[],
  ): void {
    this.b.out.batch(
      seat,
      t,
      { filters: [filter], maxResults: this.r.chance(0.4) ? 20 : null },
      hits,
      a.reach === 'own' ? 'AccessDenied' : null,
    );
  }
}

/** A shape of theft: its name, its weight and the run that tells whether it took place. */
export type Shape = readonly [name: string, weight: number, run: (x: Thief) => boolean];
