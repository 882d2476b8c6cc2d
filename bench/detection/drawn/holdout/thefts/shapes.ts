import type { Shape } from './shape.js';
import { DISCOVERY } from './shapes/discovery.js';
import { INSIDERS } from './shapes/insiders.js';
import { ON_HOST } from './shapes/on-host.js';
import { OUTSIDE } from './shapes/outside.js';
import { PATIENT } from './shapes/patient.js';
import { SUPPLY_CHAIN } from './shapes/supply-chain.js';

/** Shapes after public reports of incidents and exercises. */
export const SHAPES: readonly Shape[] = [
  ...OUTSIDE,
  ...SUPPLY_CHAIN,
  ...ON_HOST,
  ...INSIDERS,
  ...PATIENT,
  ...DISCOVERY,
];
