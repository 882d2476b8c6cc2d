import type { AnalysisRegistry } from './analysis.js';
import { attempts } from './attempts/attempts.js';
import { breadth } from './breadth/breadth.js';
import { coincidence } from './coincidence/coincidence.js';
import { credential } from './credential/credential.js';
import { novelty } from './novelty/novelty.js';
import { origin } from './origin/origin.js';
import { spread } from './spread/spread.js';
import { volume } from './volume/volume.js';

/**
 * All analyses. To add one, describe its kind in src/model/analysis-kinds.ts, implement it in a folder of its own,
 * and list it here and in test/detect/analysis-scenarios.ts; neither list compiles without it.
 */
export const ANALYSES: AnalysisRegistry = {
  volume,
  breadth,
  novelty,
  origin,
  attempts,
  credential,
  spread,
  coincidence,
};
