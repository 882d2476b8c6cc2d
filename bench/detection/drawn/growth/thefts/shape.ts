import type { Tool } from '../places/user-agents.js';

/** Whose credentials are taken: personas, or how much they are used. */
export type Prey =
  | 'workload'
  | 'instance'
  | 'lambda'
  | 'ci'
  | 'key'
  | 'iac'
  | 'person-key'
  | 'sso'
  | 'assumed'
  | 'vendor'
  | 'reconciler'
  | 'notebook'
  | 'quiet'
  | 'busy'
  | 'edge'
  | 'inventory';

/** Where a thief calls from. */
export type From =
  | 'vps'
  | 'tor'
  | 'vpn'
  | 'residential'
  | 'own-aws'
  | 'cloud'
  | 'inside'
  | 'usual'
  | 'cloudshell'
  | 'same-isp'
  | 'runner';

/** A way of stealing: its parameters are ranges that are drawn from anew each time. */
export interface Shape {
  readonly name: string;
  readonly weight: number;
  readonly prey: readonly Prey[];
  readonly from: readonly From[];
  /** `same` is what the victim uses. */
  readonly tools: readonly (Tool | 'same')[];
  readonly pick: 'own' | 'mixed' | 'account';
  readonly count: readonly [number, number];
  /** Mean seconds between reads. */
  readonly gap: readonly [number, number];
  readonly hours: 'any' | 'usual' | 'night';
  readonly list?: number;
  readonly describe?: number;
  readonly batch?: 'list' | 'filter';
  readonly principals?: readonly [number, number];
  /** Lists in many regions. */
  readonly sweep?: boolean;
  /** Share of secrets that are denied. */
  readonly denied?: readonly [number, number];
  /** A session of the thief's own instead of a stolen one. */
  readonly fresh?: boolean;
  /** Number of visits over several days. */
  readonly visits?: readonly [number, number];
}

/** Command lines and scripts. */
export const CLIS: readonly (Tool | 'same')[] = ['cli-linux', 'cli-kali', 'cli-mac', 'cli-v1', 'boto3'];
