import type { Emitter } from './emitter.js';
import type { Principal, Session } from './principal.js';
import type { Random } from './random.js';
import type { Origin } from './retrieval-event.js';
import type { Reference, Secret } from './secret.js';
import type { SecretCatalogue } from './secret-catalogue.js';

/** What all principals of an organisation share. */
export interface Setting {
  /** Seed, folded to 32 bits. */
  readonly seed: number;
  /** Activity is in `[start, end)`, epoch seconds. */
  readonly start: number;
  readonly end: number;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly catalogue: SecretCatalogue;
}

/** One calendar day, UTC. */
export interface Day {
  /** Its first second, epoch. */
  readonly start: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly workday: boolean;
  /** Whether it is the last workday of its month. */
  readonly closesMonth: boolean;
}

/** What a persona gets: its own random numbers, and its position in the organisation. */
export interface PersonaContext {
  readonly setting: Setting;
  readonly index: number;
  readonly random: Random;
  /** A hash of seed and index, for choices that must not use `random`. */
  readonly word: number;
  readonly accountId: string;
  readonly region: string;
  readonly team: string;
  /** Time zone of its people, hours east of UTC. */
  readonly zone: number;
  /** Number of its account's VPC in its region. */
  readonly vpc: number;
}

/** A principal and what it does. */
export interface Actor {
  readonly principal: Principal;
  /** The secrets of its usual work at the current simulated time. */
  readonly secrets: readonly Secret[];
  readonly reference: Reference;
  /** Emits the calls that begin on a day, in any order. They may continue after midnight. */
  day(day: Day, emitter: Emitter): void;
  /** The session in use at a time. Uses no random numbers. */
  sessionAt(time: number): Session;
  /** Where it usually calls from at a time. Uses no random numbers. */
  originAt(time: number): Origin;
  /** Whether its own calls use `sessionAt`; false when every run has a new session. */
  readonly keepsSession: boolean;
  /** When it first makes a call, epoch seconds. @default from the start */
  readonly begins?: number;
}

export type Persona = (context: PersonaContext) => Actor;
