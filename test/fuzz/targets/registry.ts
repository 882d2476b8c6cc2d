import type { FuzzTarget } from '../target.js';
import { DIGESTS } from './digests.js';
import { FRAMES } from './frames.js';
import { LISTINGS } from './listings.js';
import { PARQUET } from './parquet.js';
import { SNAPSHOTS } from './snapshots.js';
import { STATES } from './states.js';
import { TEXT_TARGETS } from './texts.js';

/** All targets, in the order in which they run. */
export const TARGETS: readonly FuzzTarget[] = [
  ...TEXT_TARGETS,
  LISTINGS,
  SNAPSHOTS,
  FRAMES,
  STATES,
  PARQUET,
  DIGESTS,
];
