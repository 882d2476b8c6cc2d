import type { Fault } from './fault.js';
import { NETWORK_FAULTS } from './network-faults.js';

/** All faults that a simulation draws from, of every kind. */
export const CATALOGUE: readonly Fault[] = [...NETWORK_FAULTS];
