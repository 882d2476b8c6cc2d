import type { Builder } from '../company/builder.js';
import type { Reading, Secret, Service } from '../company/model.js';
import type { Random } from '../company/random.js';

/** Adds a principal that works for a service, with its calls. */
export type ServiceMaker = (b: Builder, r: Random, s: Service) => void;

/** Makers with their weight and the spread of that weight between organisations. */
export type WeightedMakers = readonly (readonly [make: ServiceMaker, weight: number, spread: number])[];

/** Secrets that are read whenever they exist. */
export const alwaysRead = (list: readonly Secret[]): Reading[] =>
  list.map((s) => ({ s, from: s.born, to: Infinity, error: null }));
