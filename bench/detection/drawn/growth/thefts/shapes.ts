import type { Shape } from './shape.js';
import { SHAPES_OF_CREWS } from './shapes-of-crews.js';
import { SHAPES_OF_PEOPLE } from './shapes-of-people.js';
import { SHAPES_OF_WORKLOADS } from './shapes-of-workloads.js';

/** Every shape of theft: drawn from incident reports, red-team tools and write-ups. */
export const SHAPES: readonly Shape[] = [...SHAPES_OF_PEOPLE, ...SHAPES_OF_WORKLOADS, ...SHAPES_OF_CREWS];
