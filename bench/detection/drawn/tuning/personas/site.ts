import type { Random } from '../../../../../src/simulate/random.js';
import type { Release } from '../changes/releases.js';
import type { Deployment } from '../catalogue.js';
import type { World } from '../world.js';

/** What a persona is drawn from. */
export interface Site {
  readonly world: World;
  /** A stream for this principal alone. */
  readonly random: Random;
  readonly deployment: Deployment;
  readonly releases: ReadonlyMap<Deployment, readonly Release[]>;
}

/** Adds one or more principals, at most `world.room`. */
export type Persona = (site: Site) => void;
