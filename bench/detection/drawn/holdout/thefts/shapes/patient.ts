import type { Shape } from '../shape.js';
import { MACHINES, PLAIN } from './plain.js';

/** Patience and care. */
export const PATIENT: readonly Shape[] = [
  {
    ...PLAIN,
    name: 'drip over days from outside',
    loot: ['account', 'granted'],
    pace: ['drip'],
    api: ['get'],
    tool: ['boto3', 'same'],
    size: [6, 40],
  },
  {
    ...PLAIN,
    name: 'one an hour',
    loot: ['account', 'others'],
    pace: ['slow'],
    api: ['get'],
    place: ['same', 'neighbour', 'rented'],
    tool: ['same', 'boto3'],
    size: [6, 30],
  },
  {
    ...PLAIN,
    name: 'beside each ordinary read',
    victims: MACHINES,
    credential: ['live'],
    place: ['same'],
    tool: ['same'],
    loot: ['others', 'granted'],
    pace: ['beside'],
    api: ['get'],
    size: [4, 30],
  },
  {
    ...PLAIN,
    name: 'returns for what is new',
    place: ['rented', 'cloud', 'household'],
    visits: [2, 4],
    size: [4, 30],
  },
  {
    ...PLAIN,
    name: 'before the first records',
    when: ['early'],
    place: ['rented', 'same'],
    tool: ['boto3', 'same'],
    size: [8, 60],
  },
];
