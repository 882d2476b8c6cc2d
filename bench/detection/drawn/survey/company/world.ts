import type { LabCall, LabCallName, LabPrincipal, NotableTime, ScenarioOptions } from '../../lab-scenario.js';
import { type Company, drawCompany } from './company.js';
import { drawAccounts, drawBursts, drawHolidays, drawRegions, drawSites } from './layout.js';
import type { Account, Actor, Profile, Secret, Team } from './model.js';
import { RandomStream } from './random-stream.js';
import { DAY, HOUR } from './time.js';
import { KINDS_OF_SECRET } from './words.js';

/** A company in its period: what exists in it, and the calls that are made. */
export class World {
  readonly rng: RandomStream;
  readonly company: Company;
  readonly start: number;
  readonly end: number;
  readonly days: number;
  readonly accounts: readonly Account[];
  readonly teams: readonly Team[];
  readonly secrets: Secret[] = [];
  readonly principals: LabPrincipal[] = [];
  readonly profiles: Profile[] = [];
  readonly calls: LabCall[] = [];
  readonly notable: NotableTime[] = [];
  /** Addresses of each office. */
  readonly offices: readonly (readonly string[])[];
  /** Addresses of the gates of the VPN. */
  readonly vpn: readonly string[];
  readonly homeRegion: string;
  /** Multiplies the rates of all programs, so that the whole has a drawn size. */
  rateFactor = 1;
  private readonly holidays: ReadonlySet<number>;
  private readonly bursts: ReadonlyMap<number, number>;
  private readonly taken = new Set<string>();
  private reaches: { of: number; lists: (Secret[] | undefined)[] } = { of: -1, lists: [] };
  private readonly keys = new Map<string, string>();
  private readonly keyRng: RandomStream;

  constructor(readonly options: ScenarioOptions) {
    this.rng = new RandomStream(`survey/${options.seed}`);
    this.keyRng = this.rng.stream('keys');
    const rng = this.rng.stream('world');
    this.company = drawCompany(rng.stream('company'));
    const { numbers } = this.company;
    this.days = options.days;
    this.start = Math.floor(Date.UTC(2024, 0, 1) / 1000) + rng.int(0, 700) * DAY;
    this.end = this.start + options.days * DAY;
    this.holidays = drawHolidays(rng, this.days);
    this.bursts = drawBursts(rng, this.days, numbers.season);
    const regions = drawRegions(rng, numbers.regions);
    this.homeRegion = regions[0]!;
    this.accounts = drawAccounts(rng, numbers, regions);
    const sites = drawSites(rng, this.accounts, options.identities);
    this.offices = sites.offices;
    this.vpn = sites.vpn;
    this.teams = sites.teams;
  }

  /** The account of a principal. */
  accountOf(p: number): Account {
    return this.accounts[this.profiles[p]!.account]!;
  }

  /** Environment names in an account: one account holds them all. */
  envOf(rng: RandomStream, account: number): string {
    const { env } = this.accounts[account]!;
    if (env === 'all')
      return rng.weighted([
        ['prod', 5],
        ['staging', 3],
        ['dev', 2],
      ] as const);
    return env === 'shared' || env === 'data' ? rng.pick([env, 'prod', 'prod']) : env;
  }

  /** Makes a secret; its name is drawn unless one is given. */
  secret(
    rng: RandomStream,
    at: {
      account: number;
      region: string;
      team: number;
      env: string;
      service: string;
      name?: string;
      born?: number;
    },
  ): Secret {
    const kind = rng.pick(KINDS_OF_SECRET);
    const team = this.teams[at.team]!;
    let name =
      at.name ??
      (rng.chance(0.06)
        ? `rds!${rng.pick(['db', 'cluster'])}-${rng.uuid()}`
        : team.scheme(rng, at.env, team.name, at.service, kind));
    if (at.name === undefined && rng.chance(0.1)) name += `-${rng.int(2, 9)}`;
    while (this.taken.has(`${at.account}/${at.region}/${name}`)) name += `-${rng.int(2, 99)}`;
    this.taken.add(`${at.account}/${at.region}/${name}`);
    const secret: Secret = {
      lab: { name, accountId: this.accounts[at.account]!.id, region: at.region, suffix: rng.mixed(6) },
      team: at.team,
      env: at.env,
      service: at.service,
      born: at.born ?? this.start - 40 * DAY,
    };
    this.secrets.push(secret);
    return secret;
  }

  /** Adds a principal and gives its index. */
  add(rng: RandomStream, name: string, kind: 'role' | 'user', profile: Profile): number {
    const { id } = this.accounts[profile.account]!;
    let arn = `arn:aws:iam::${id}:${kind}/${name}`;
    if (this.principals.some((p) => p.arn === arn)) arn += `-${rng.int(2, 99)}${rng.hex(2)}`;
    this.principals.push({ arn, kind, accountId: id, persona: profile.kind });
    this.profiles.push(profile);
    return this.principals.length - 1;
  }

  /** What a stolen credential of this principal could read. */
  reachOf(p: number): readonly Secret[] {
    if (this.reaches.of !== this.secrets.length) this.reaches = { of: this.secrets.length, lists: [] };
    return (this.reaches.lists[p] ??= this.findReach(p));
  }

  private findReach(p: number): Secret[] {
    const { own, reach, account, team } = this.profiles[p]!;
    if (reach === 'own') return own;
    const { id } = this.accounts[account]!;
    const may = (s: Secret): boolean => s.lab.accountId === id && (reach === 'account' || s.team === team);
    return [...new Set([...own, ...this.secrets.filter(may)])];
  }

  /** A new access key: `ASIA` of a session, `AKIA` of a user. */
  newKey(kind: 'ASIA' | 'AKIA'): string {
    return kind + this.keyRng.upper(16);
  }

  /** Access key of a session; a new one each `ttl` seconds. Users keep theirs. */
  key(p: number, session: string | null, time: number, ttl = HOUR): string {
    const id = session === null ? `${p}` : `${p}/${session}/${Math.floor((time + p * 977) / ttl)}`;
    let key = this.keys.get(id);
    if (key === undefined) this.keys.set(id, (key = this.newKey(session === null ? 'AKIA' : 'ASIA')));
    return key;
  }

  /** Work of a team at a time, 0 to about 1.2: hours, weekends, holidays, bursts. */
  load(tz: number, time: number, flat = 0.3): number {
    const local = time + tz * HOUR;
    const hour = (((local % DAY) + DAY) % DAY) / HOUR;
    const day = Math.floor((time - this.start) / DAY);
    const weekend = [0, 6].includes(new Date(local * 1000).getUTCDay());
    const wave = Math.max(0, Math.sin(((hour - 6) / 15) * Math.PI)) ** 1.3;
    return (
      (flat + (1 - flat) * wave) *
      (weekend || this.holidays.has(day) ? 0.55 + 0.4 * flat : 1) *
      (this.bursts.get(day) ?? 1)
    );
  }

  /** Whether people work on that day (before holidays of their own). */
  workday(day: number): boolean {
    return (
      !this.holidays.has(day) &&
      ![0, 6].includes(new Date((this.start + day * DAY + DAY / 2) * 1000).getUTCDay())
    );
  }

  /** A caller inside the cloud network of an account. */
  cloudActor(
    rng: RandomStream,
    p: number,
    session: string | null,
    ua: string,
    region: string,
    key: string,
  ): Actor {
    const account = this.accountOf(p);
    const vpce = account.endpoint[region] ?? null;
    const address =
      vpce === null ? rng.pick(account.nat) : `${account.octets}.${rng.int(0, 63)}.${rng.int(4, 250)}`;
    return { p, session, key, address, ua, vpce, region };
  }

  /** Records a call, unless it lies outside the period. */
  emit(
    actor: Actor,
    name: LabCallName,
    time: number,
    secret: Secret | null,
    extra: Partial<Pick<LabCall, 'error' | 'by' | 'batch' | 'replicaRegion' | 'theft'>> = {},
  ): void {
    const at = Math.floor(time);
    if (at < this.start || at >= this.end) return;
    const lab = secret?.lab ?? null;
    const region = lab?.region ?? actor.region;
    const away = region !== actor.region && actor.vpce !== null;
    const foreign = lab !== null && lab.accountId !== this.principals[actor.p]!.accountId;
    this.calls.push({
      name,
      time: at,
      principal: actor.p,
      session: actor.session,
      accessKeyId: actor.key,
      address: away ? this.accountOf(actor.p).nat[0]! : actor.address,
      userAgent: actor.ua,
      vpcEndpointId: away ? null : actor.vpce,
      region,
      secret: lab,
      by: foreign || actor.p % 3 === 0 ? 'arn' : 'name',
      batch: null,
      error: null,
      theft: null,
      ...(foreign ? { ...extra, by: 'arn' } : extra),
    });
  }

  /** Declares a notable time of a principal. */
  note(principal: number, from: number, to: number, why: string): void {
    this.notable.push({ principal, from: Math.floor(from), to: Math.ceil(to), why });
  }
}
