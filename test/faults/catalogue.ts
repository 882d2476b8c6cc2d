import type { Fault } from './fault.js';
import { NETWORK_FAULTS } from './network-faults.js';
import { PROCESS_FAULTS } from './process-faults.js';

/** All faults that a simulation draws from, of every kind. */
export const CATALOGUE: readonly Fault[] = [...NETWORK_FAULTS, ...PROCESS_FAULTS];
