import type { CompanyKind } from '../company/traits.js';
import type { Tool } from '../places/user-agents.js';
import type { HostKind } from './host.js';

/** How a machine spreads its calls over time. */
export type Rhythm =
  | 'service'
  | 'functions'
  | 'cron'
  | 'reconcile'
  | 'pipeline'
  | 'iac'
  | 'inventory'
  | 'rotator'
  | 'backup'
  | 'previews'
  | 'notebook';

/** A kind of machine. */
export interface MachineKind {
  readonly persona: string;
  readonly weight: number;
  /** Companies with many more of them. */
  readonly typical: readonly CompanyKind[];
  readonly rhythm: Rhythm;
  readonly hosts: readonly HostKind[];
  readonly tools: readonly Tool[];
  /** Which secrets: new ones of its own, its team's, its account's. */
  readonly scope: 'own' | 'team' | 'account';
  readonly secrets: readonly [number, number];
  /** Factor of the company's usual rate. */
  readonly rate: number;
  readonly user?: boolean;
  /** Of a host that is a service: its name. */
  readonly service?: string;
  /** Names of the role or user: `{s}` is its service, `{t}` its team, `{x}` hex digits. */
  readonly names: readonly string[];
}
