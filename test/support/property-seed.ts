import fc from 'fast-check';
import { seedOf } from './seeds.js';

// Every property of a run draws its inputs from the run's seed; a property that fails prints it too.
fc.configureGlobal({ seed: seedOf('FAST_CHECK_SEED') });
