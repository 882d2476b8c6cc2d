import type { Emitter } from './emitter.js';
import type { Principal, Session } from './principal.js';
import type { Random } from './random.js';
import type { Origin } from './retrieval-event.js';
import type { Reference, Secret } from './secret.js';
import type { SecretCatalogue } from './secret-catalogue.js';

/** The part of the organisation that all its principals share. */
export interface Setting {
  /** Seed, folded to 32 bits. */
  readonly seed: number;
  /** Activity lies in `[start, end)`, epoch seconds. */
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

/** What a persona is made of: its own random numbers, and its place in the organisation. */
export interface PersonaContext {
  readonly setting: Setting;
  readonly index: number;
  readonly random: Random;
  /** A hash of this principal alone, for choices that must not draw from `random`. */
  readonly word: number;
  readonly accountId: string;
  readonly region: string;
  readonly team: string;
  /** Hours east of UTC where its people live. */
  readonly zone: number;
  /** Number of the VPC that its account has in its region. */
  readonly vpc: number;
}

/** A principal that acts. */
export interface Actor {
  readonly principal: Principal;
  /** The secrets that it retrieves in its ordinary work, as far as it has them by now. */
  readonly secrets: readonly Secret[];
  readonly reference: Reference;
  /** Emits the calls that begin on a day, in any order; they may run past midnight. */
  day(day: Day, emitter: Emitter): void;
  /** The session in use at a time. Draws no random numbers. */
  sessionAt(time: number): Session;
  /** Where it usually calls from at a time. Draws no random numbers. */
  originAt(time: number): Origin;
  /** Whether its own calls at a time really come from `sessionAt`: false where every run has a new session. */
  readonly keepsSession: boolean;
  /** When it first acts, epoch seconds, if that is not from the start. */
  readonly begins?: number;
}

export type Persona = (context: PersonaContext) => Actor;
