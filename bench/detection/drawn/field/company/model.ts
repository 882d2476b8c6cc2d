import type { LabPrincipal, LabSecret, NotableTime } from '../../lab-scenario.js';
import type { CallLog } from './calls.js';
import type { Random } from './random.js';

/** The stage of delivery that a service belongs to. */
export type Environment = 'prod' | 'staging' | 'dev';

/** A secret with the team and the service that it belongs to. */
export interface Secret {
  readonly ref: LabSecret;
  readonly team: number;
  readonly service: string;
  readonly env: Environment;
  /** When it comes into being; before `start` for most. */
  readonly born: number;
}

/** A service of a team in one environment, with its secrets. */
export interface Service {
  readonly name: string;
  readonly team: number;
  readonly env: Environment;
  readonly accountId: string;
  readonly region: string;
  readonly secrets: Secret[];
}

/** A team with its services and its people. */
export interface Team {
  readonly id: number;
  readonly name: string;
  readonly services: Service[];
  readonly people: Person[];
}

/** A person with the places, the programs and the hours that the person has. */
export interface Person {
  readonly email: string;
  readonly team: number;
  readonly zone: number;
  readonly address: (r: Random, t: number) => string;
  readonly os: 'macos' | 'windows' | 'linux';
  readonly browser: (t: number) => string;
  readonly cli: (t: number, command?: string) => string;
  readonly ide: string;
  readonly boto: string;
  readonly from: number;
  readonly to: number;
  /** Days a week on which secrets are looked at, 0..5. */
  readonly pace: number;
}

/** The private network of an account in a region. */
export interface Network {
  readonly cidr: string;
  /** The addresses of its NAT gateways, which may be replaced once. */
  readonly nat: (t: number) => readonly string[];
  readonly vpce: string | null;
}

/** A secret that a principal reads in a period, and the error that it gets when a right is missing. */
export interface Reading {
  readonly s: Secret;
  readonly from: number;
  readonly to: number;
  readonly error: string | null;
}

/** The four classes of principals. */
export type ActorClass = 'program' | 'ci' | 'person' | 'ops';

/** A principal with what it reads and what it is allowed to read. */
export interface Actor {
  readonly index: number;
  readonly principal: LabPrincipal;
  readonly cls: ActorClass;
  readonly accountId: string;
  readonly region: string;
  readonly team: Team | null;
  readonly env: Environment;
  readonly own: Reading[];
  /** What its policy allows to read. */
  readonly reach: 'own' | 'team' | 'account' | 'all';
  readonly people: readonly Person[];
}

/** A drawn organisation: its accounts, teams, secrets, networks and working hours. */
export interface Organisation {
  readonly rng: Random;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly days: number;
  readonly identities: number;
  readonly accounts: readonly { readonly id: string; readonly label: string }[];
  readonly regions: readonly string[];
  readonly teams: Team[];
  readonly secrets: Secret[];
  readonly shared: Secret[];
  readonly zone: number;
  readonly hours: readonly [number, number];
  readonly holidays: ReadonlySet<number>;
  readonly nights: number;
  readonly net: (accountId: string, region: string) => Network;
  readonly office: (t: number) => readonly string[];
  readonly vpn: (t: number) => readonly string[];
  readonly batchChildren: boolean;
  readonly newSecret: (
    r: Random,
    name: string,
    o: { team: number; service: string; env: Environment; accountId: string; region: string; born?: number },
  ) => Secret;
  readonly roleName: (r: Random, base: string, kind: string) => string;
}

/** What the generators fill. */
export interface World {
  readonly org: Organisation;
  readonly out: CallLog;
  readonly actors: Actor[];
  readonly notable: NotableTime[];
}
