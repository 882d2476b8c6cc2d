import type { Kind } from '../company/company.js';

/** A way in which secrets are stolen, as a row of drawn parameters. */
export interface Shape {
  readonly name: string;
  readonly weight: number;
  readonly kinds: readonly Kind[];
  readonly users?: boolean; // IAM users alone
  /** Whence: the victim's own place, or a network of the thief's. */
  readonly from: 'inside' | 'vpc' | 'hosted' | 'residential' | 'cloud' | 'runner' | 'home' | 'vpn';
  /** Whether it uses the victim's session and key of that hour, or a session of its own. */
  readonly session: 'victim' | 'new';
  readonly agent: readonly (
    'same' | 'cli' | 'kali' | 'boto' | 'go' | 'browser' | 'curl' | 'shell' | 'win' | 'terraform' | 'sdk'
  )[];
  /** own: what the victim honestly reads; fresh: the rest of what it may; any: of the organisation, refused beyond the right. */
  readonly what: 'own' | 'reach' | 'fresh' | 'any';
  /** Bounds of log-uniform draws. */
  readonly size: readonly [number, number];
  readonly gap: readonly [number, number]; // seconds between reads
  readonly days?: readonly [number, number];
  readonly list?: number; // chance of listing before
  readonly describe?: number; // share described before
  readonly regions?: boolean; // lists all regions
  readonly guess?: readonly [number, number]; // names that do not exist
  readonly batch?: 'filter' | 'list';
  readonly principals?: readonly [number, number];
  readonly oneAddress?: boolean;
  readonly night?: boolean;
  readonly write?: 'RotateSecret' | 'PutSecretValue' | 'DeleteSecret';
}

/** Programs that a thief comes by. */
export const PROGRAM_KINDS: readonly Kind[] = [
  'service',
  'lambda',
  'fleet',
  'batch',
  'operator',
  'tenant',
  'airflow',
];

/** Programs that run on machines which a thief can log in to. */
export const SERVER_KINDS: readonly Kind[] = ['service', 'fleet', 'batch', 'legacy'];

/** Seconds between the reads of a script. */
export const SCRIPT_GAP = [0.1, 2] as const;

/** Seconds between reads by hand. */
export const HAND_GAP = [5, 90] as const;

/** Seconds between the reads of a patient thief. */
export const PATIENT_GAP = [60, 2400] as const;
