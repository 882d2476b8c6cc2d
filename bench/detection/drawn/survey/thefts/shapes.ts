import type { Shape } from './shape.js';
import { MANNER_SHAPES } from './shapes-manner.js';
import { PEOPLE_SHAPES } from './shapes-people.js';
import { SPECIAL_SHAPES } from './shapes-special.js';
import { STOLEN_SHAPES } from './shapes-stolen.js';

/** All ways in which secrets are stolen. */
export const SHAPES: readonly Shape[] = [
  ...STOLEN_SHAPES,
  ...PEOPLE_SHAPES,
  ...MANNER_SHAPES,
  ...SPECIAL_SHAPES,
];
