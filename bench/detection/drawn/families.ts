import type { ScenarioFamily } from './lab-scenario.js';
import { FIELD } from './field/index.js';
import { GROWTH } from './growth/index.js';
import { HOLDOUT } from './holdout/index.js';
import { REPORT } from './report/index.js';
import { SURVEY } from './survey/index.js';
import { TUNING } from './tuning/index.js';

/** The families of drawn organisations there are. */
export const FAMILIES: readonly ScenarioFamily[] = [TUNING, REPORT, HOLDOUT, FIELD, SURVEY, GROWTH];
