import type { Nature } from '../base/model.js';

export type PlaceKind =
  | 'rented'
  | 'anonymous'
  | 'household'
  | 'cloud'
  | 'hosted'
  | 'same'
  | 'neighbour'
  | 'office'
  | 'company vpn'
  | 'rotating';

/** Whose session it is: taken while it lives, opened anew as the victim does, or opened under a name of the thief. */
export type Credential = 'live' | 'fresh' | 'renamed' | 'new key';

export type Loot =
  'own' | 'own and more' | 'team' | 'account' | 'precious' | 'others' | 'regions' | 'one app' | 'granted';

export type Pace = 'burst' | 'script' | 'hand' | 'slow' | 'drip' | 'beside';

export type Api = 'get' | 'list' | 'describe' | 'batch' | 'filter' | 'pages';

export type Tool =
  'same' | 'boto3' | 'kali' | 'cli' | 'go' | 'node' | 'trufflehog' | 'browser' | 'shell' | 'curl';

export type When = 'any' | 'early' | 'late' | 'night' | 'weekend' | 'work';

/** A way to steal, made of choices; each theft draws one of the alternatives of each. */
export interface Shape {
  readonly name: string;
  readonly weight: number;
  readonly victims: readonly Nature[];
  readonly identities: readonly [number, number];
  readonly place: readonly PlaceKind[];
  readonly credential: readonly Credential[];
  readonly loot: readonly Loot[];
  readonly size: readonly [number, number];
  readonly pace: readonly Pace[];
  readonly api: readonly Api[];
  readonly tool: readonly Tool[];
  readonly when: readonly When[];
  /** Times that the thief comes back on other days. */
  readonly visits: readonly [number, number];
  /** Names that the thief only guesses. */
  readonly guesses: number;
}
