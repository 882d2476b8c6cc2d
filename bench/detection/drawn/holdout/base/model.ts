import type { LabPrincipal, LabSecret } from '../../lab-scenario.js';
import type { Site } from './time.js';

export type Stage = 'dev' | 'staging' | 'prod' | 'shared';

export interface Account {
  readonly id: string;
  readonly alias: string;
  readonly stages: readonly Stage[];
}

export interface Team {
  readonly name: string;
  readonly site: Site;
}

export interface Secret {
  readonly is: LabSecret;
  /** The team that owns it now; null: the platform's, which all may use. */
  owner: Team | null;
  readonly app: string;
  readonly stage: Stage;
  /** Epoch seconds; of those from before the period: its start. */
  readonly made: number;
  gone: number | null;
  /** Worth more than others: masters of databases, signing keys, payment. */
  readonly isPrecious: boolean;
}

/** What a role or user is allowed to read. */
export type Reach = 'own' | 'team' | 'account' | 'everything';

/** How a thief would come by its credentials. */
export type Nature =
  | 'host'
  | 'function'
  | 'job'
  | 'ci'
  | 'terraform'
  | 'person'
  | 'key'
  | 'vendor'
  | 'sync'
  | 'emergency'
  | 'service';

export interface Principal extends LabPrincipal {
  readonly index: number;
  readonly nature: Nature;
  readonly team: Team | null;
  readonly reach: Reach;
  readonly region: string;
  /** What its policy names one by one. */
  readonly granted: Set<Secret>;
}

/** An app in one stage: what it needs, and who must know when it changes. */
export interface Deployment {
  readonly app: string;
  readonly team: Team;
  readonly stage: Stage;
  readonly account: Account;
  readonly region: string;
  readonly secrets: Secret[];
  readonly onDeploy: ((time: number) => void)[];
  /** Somebody opens a shell on one of its hosts. */
  readonly onShell: ((time: number) => void)[];
  readonly onSecret: ((secret: Secret, time: number) => void)[];
}

/** From where a call comes. */
export interface Place {
  readonly address: string;
  readonly vpce: string | null;
}

/** A caller at a place with a credential. */
export interface Seat extends Place {
  readonly principal: Principal;
  readonly session: string | null;
  readonly key: string;
  readonly agent: string;
  /** How it names secrets of its own account. */
  readonly by: 'arn' | 'name';
}
