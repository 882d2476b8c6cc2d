import type { LabSecret } from '../../lab-scenario.js';
import type { Kind } from './company.js';
import type { NameScheme, RoleScheme } from './names.js';

/** A secret, with who has it and since when. */
export interface Secret {
  readonly lab: LabSecret;
  /** Index of the team. */
  readonly team: number;
  readonly env: string;
  readonly service: string;
  /** When it is made, epoch seconds. */
  readonly born: number;
}

/** An account with its networks. */
export interface Account {
  readonly id: string;
  readonly env: string;
  readonly regions: readonly string[];
  /** Addresses by which traffic leaves. */
  readonly nat: readonly string[];
  /** The first two numbers of its private addresses. */
  readonly octets: string;
  /** Endpoint of each region; null where traffic leaves by the NAT. */
  readonly endpoint: Readonly<Record<string, string | null>>;
}

/** A team: where it works and how it names its secrets. */
export interface Team {
  readonly name: string;
  readonly accounts: readonly number[];
  /** Hours before UTC. */
  readonly tz: number;
  readonly scheme: NameScheme;
  readonly role: RoleScheme;
  readonly office: number;
}

/** What a principal may read and what it is for; thefts draw their victims from these. */
export interface Profile {
  readonly kind: Kind;
  readonly team: number;
  readonly account: number;
  readonly region: string;
  /** What it reads in its ordinary work. */
  readonly own: Secret[];
  /** How far its policies go beyond that. */
  readonly reach: 'own' | 'team' | 'account';
}

/** Everything about a caller but what it calls. */
export interface Actor {
  /** Index of the principal. */
  readonly p: number;
  readonly session: string | null;
  readonly key: string;
  readonly address: string;
  readonly ua: string;
  readonly vpce: string | null;
  readonly region: string;
}
