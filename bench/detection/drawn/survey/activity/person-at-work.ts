import { cloudAddress, publicAddress } from '../company/addresses.js';
import { AGENTS } from '../company/agents.js';
import type { Actor, Secret } from '../company/model.js';
import type { Person } from '../company/person.js';
import type { RandomStream } from '../company/random-stream.js';
import { DAY, HOUR } from '../company/time.js';
import type { World } from '../company/world.js';

/** A person who opens, reads and writes secrets, day by day. */
export class PersonAtWork {
  constructor(
    private readonly w: World,
    private readonly rng: RandomStream,
    private readonly person: Person,
  ) {}

  /** Where and with what this person calls at a time. */
  actor(time: number, p: number, inConsole: boolean): Actor {
    const { w, rng, person } = this;
    const day = Math.floor((time - w.start) / DAY);
    const seed = w.rng.stream(`place/${person.name}/${day}`);
    const trip = person.trips.find((t) => t.from <= day && day < t.to);
    const { office } = w.teams[person.team]!;
    const mobile = seed.chance(0.02 + 0.04 * w.company.numbers.roam) ? publicAddress(seed) : null;
    const place =
      mobile ??
      trip?.address ??
      (seed.chance(person.atOffice) ? seed.pick(w.offices[office]!) : seed.pick(person.homes));
    const address = place !== w.offices[office]![0] && rng.chance(person.byVpn) ? seed.pick(w.vpn) : place;
    const late = day >= person.laptop ? 1 : 0;
    const user = w.principals[p]!.kind === 'user';
    const session = user
      ? null
      : /AWSReservedSSO/.test(w.principals[p]!.arn)
        ? `${person.name}@example.com`
        : rng.chance(0.85)
          ? person.name
          : `botocore-session-${Math.floor(time)}`;
    const shell = !inConsole && rng.chance(0.02);
    const region = w.profiles[p]!.region;
    return {
      p,
      session,
      key: inConsole && user ? w.newKey('ASIA') : w.key(p, session, time, 4 * HOUR),
      address: shell ? cloudAddress(rng) : address,
      ua: shell
        ? `${AGENTS.cli(rng, 'linux/6.1')} exec-env/CloudShell`
        : inConsole
          ? person.browser[late]!
          : rng.chance(0.8)
            ? person.cli[late * 2]!
            : person.cli[1]!,
      vpce: null,
      region,
    };
  }

  /** One of the principals that this person may use; null if there is none. */
  pickAccess(): number | null {
    const { access } = this.person;
    return access.length === 0
      ? null
      : this.rng.weighted(access.map(({ p, weight }) => [p, weight] as const));
  }

  /** Reads a list as people do, with typos and refused tries; gives the end. */
  read(actor: Actor, secrets: readonly Secret[], time: number, gap: number): number {
    const { w, rng, person } = this;
    let at = time;
    const may = new Set(w.reachOf(actor.p));
    for (const s of secrets) {
      if (s.born > at) continue;
      if (rng.chance(person.slips * 0.5))
        w.emit(
          actor,
          'GetSecretValue',
          at,
          { ...s, lab: { ...s.lab, name: s.lab.name.slice(0, -1), suffix: 'AAAAAA' } },
          { error: 'ResourceNotFoundException', by: 'name' },
        );
      at += rng.exp(gap / 2);
      w.emit(actor, 'GetSecretValue', at, s, { error: may.has(s) ? null : 'AccessDenied' });
      at += rng.exp(gap);
    }
    return at;
  }

  /** A spell of work: looks around, opens what it needs, fills an environment, debugs or writes. */
  session(time: number, how = this.draw()): void {
    const { w, rng, person } = this;
    const p = this.pickAccess();
    if (p === null) return;
    const inConsole = how === 'look' || how === 'curious' || (how === 'get' && rng.chance(person.console));
    const actor = this.actor(time, p, inConsole);
    const { id } = w.accountOf(p);
    const reach = w.reachOf(p).filter((s) => s.lab.accountId === id || rng.chance(0.2));
    const mine = person.mine.filter((s) => s.lab.accountId === id);
    const usual = mine.length > 0 ? mine : reach.slice(0, 12);
    if (usual.length === 0) return;
    let at = time;
    if (inConsole) {
      for (let i = rng.int(1, 4); i > 0; i--) w.emit(actor, 'ListSecrets', (at += rng.exp(8)), null);
      if (how === 'look' && rng.chance(0.6)) {
        for (const s of rng.sample(usual, rng.int(1, 4)))
          w.emit(actor, 'DescribeSecret', (at += rng.exp(20)), s);
        return;
      }
    }
    const opened = (list: readonly Secret[]): void => {
      for (const s of list) {
        if (inConsole) w.emit(actor, 'DescribeSecret', (at += rng.exp(15)), s);
        at = this.read(actor, [s], at + 1, 12);
      }
    };
    switch (how) {
      case 'look':
      case 'get':
        opened(
          rng.sample(
            usual,
            rng.weighted([
              [1, 6],
              [2, 2],
              [3, 1],
            ] as const),
          ),
        );
        return;
      case 'curious':
        opened(rng.sample(reach.length > 0 ? reach : usual, 1 + Math.min(9, rng.poisson(1.2))));
        return;
      case 'env': {
        const { service, env } = rng.pick(usual);
        this.read(
          actor,
          w.secrets
            .filter((s) => s.service === service && s.env === env && s.lab.accountId === id)
            .slice(0, 15),
          at,
          0.5,
        );
        return;
      }
      case 'debug': {
        const size = Math.min(60, Math.round(rng.lognormal(5, 0.8)));
        const list = rng.sample(rng.chance(0.7) ? [...usual, ...rng.sample(reach, 6)] : reach, size);
        const end = this.read(actor, list, at, rng.pick([2, 30, 90]));
        if (new Set(list).size >= 15) w.note(p, time - 60, end + 60, 'a person debugs with many secrets');
        return;
      }
      case 'write': {
        const s = rng.pick(usual);
        w.emit(
          actor,
          rng.pick([
            'PutSecretValue',
            'UpdateSecret',
            'PutSecretValue',
            'RotateSecret',
            'TagResource',
            'DescribeSecret',
          ]),
          at,
          s,
        );
        if (rng.chance(0.6)) w.emit(actor, 'GetSecretValue', at + 20, s);
      }
    }
  }

  private draw(): 'look' | 'get' | 'curious' | 'env' | 'debug' | 'write' {
    const { curiosity } = this.person;
    return this.rng.weighted([
      ['look', 2],
      ['get', 5],
      ['curious', 5 * curiosity],
      ['env', 2],
      ['debug', 0.5],
      ['write', 0.8],
    ] as const);
  }

  /** All the days of this person. */
  live(): void {
    const { w, rng, person } = this;
    let mood = 1;
    for (let day = 0; day < w.days; day++) {
      if (day % 3 === 0) mood = rng.lognormal(1, person.burst);
      if (day < person.joins || day >= person.leaves) continue;
      if (person.away.some((a) => a.from <= day && day < a.to)) continue;
      const week = Math.floor(day / 7);
      const onCall =
        person.pages &&
        w.rng.stream(`oncall/${person.team}/${week}`).next() < 0.5 &&
        (week + person.name.length) % 4 === 0;
      const works = w.workday(day);
      const trip = person.trips.find((t) => t.from <= day && day < t.to);
      const midnight = w.start + day * DAY - (trip?.tz ?? person.tz) * HOUR;
      const at = (): number => midnight + (person.begins + rng.range(0, person.hours)) * HOUR;
      for (
        let i = works ? rng.poisson(Math.min(5, person.perDay * mood)) : rng.chance(0.02) ? 1 : 0;
        i > 0;
        i--
      )
        this.session(at());
      if (onCall && rng.chance(0.12))
        this.session(midnight + rng.range(0, 24) * HOUR, rng.chance(0.5) ? 'debug' : 'get');
      if (day === person.joins || (day === person.laptop && works))
        for (let i = rng.int(1, 4); i > 0; i--) this.session(at(), 'env');
      if (day === person.moves) {
        person.team = rng.int(0, w.teams.length - 1);
        person.mine = rng.sample(
          w.secrets.filter((s) => s.team === person.team && s.env !== 'tenant'),
          rng.int(3, 9),
        );
        this.session(at(), 'env');
      }
      if (day === person.leaves - 1 && rng.chance(0.4)) this.session(at(), 'debug');
    }
  }
}
