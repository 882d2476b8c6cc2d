import type { Secret } from '../company/world.js';
import type { Country } from '../places/addresses.js';
import type { Era } from '../draw/time.js';
import type { Tool } from '../places/user-agents.js';

/** How a person gets credentials. */
export type Way = 'user' | 'sso' | 'assumed';

/** A set of identities that a person may use, most used first. */
export interface Badge {
  readonly way: Way;
  readonly principal: number;
  readonly account: number;
}

/** A place that a person works from for a while. */
export interface Place {
  readonly kind: 'home' | 'office' | 'vpn' | 'travel' | 'mobile' | 'cloud';
  /** An address that changes every `lease` seconds within the network. */
  readonly address: string;
  readonly lease: number;
}

/** Somebody who works with secrets. */
export interface Person {
  readonly index: number;
  readonly login: string;
  readonly job: string;
  readonly country: Country;
  readonly badges: Badge[];
  /** Usual places with weights, by era: a move, a journey, a new VPN. */
  readonly places: Era<readonly (readonly [Place, number])[]>[];
  readonly tools: Era<readonly (readonly [Tool, number])[]>[];
  /** Favourite secrets first, by era: a change of team changes them. */
  readonly secrets: Era<readonly Secret[]>[];
  from: number;
  to: number;
  /** Reads a working day. */
  readonly reads: number;
  readonly startsAt: number;
  readonly hours: number;
  readonly away: { readonly from: number; readonly to: number }[];
  readonly version: number;
  /** Whether new people begin with everything that their team has. */
  readonly onboarding: boolean;
}
