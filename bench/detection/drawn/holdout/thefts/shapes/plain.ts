import type { Nature } from '../../base/model.js';
import type { Shape } from '../shape.js';

export const MACHINES: readonly Nature[] = [
  'host',
  'function',
  'job',
  'ci',
  'terraform',
  'key',
  'vendor',
  'sync',
];
export const HOSTS: readonly Nature[] = ['host', 'job', 'sync'];
const ALL: readonly Nature[] = [...MACHINES, 'person'];

/** An ordinary theft, from which the shapes differ. */
export const PLAIN: Omit<Shape, 'name'> = {
  weight: 1,
  victims: ALL,
  identities: [1, 1],
  place: ['rented'],
  credential: ['fresh'],
  loot: ['account'],
  size: [8, 60],
  pace: ['script'],
  api: ['list'],
  tool: ['boto3', 'cli'],
  when: ['any'],
  visits: [1, 1],
  guesses: 0,
};
