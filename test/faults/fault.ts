import type { ErrorCode } from '../../src/model/errors.js';
import type { ThreadEntries } from '../../src/main-thread/worker-entry.js';
import type { Dice } from './dice.js';
import type { World } from './world.js';

/** What a fault is one of. */
export type FaultKind = 'network' | 'disk' | 'worker';

/** One fault of a catalogue. To add one, add an entry; to add a kind, add a catalogue to `CATALOGUE`. */
export interface Fault {
  /** Unique. */
  readonly name: string;
  readonly kind: FaultKind;
  /** Prepares it for one run in a world. Everything that is left to chance comes from the dice. */
  arm(world: World, dice: Dice): ArmedFault;
}

/** What a fault may do to one run. */
export interface ArmedFault {
  /** How it is armed, for a report. */
  readonly what: string;
  /** Keys of objects that may be lost, named in the coverage. */
  readonly mayLose: readonly string[];
  /** Codes of errors with which the run may end, in place of a result. */
  readonly mayEnd: readonly ErrorCode[];
  /** Threads that take the place of the built ones, for faults of workers. */
  readonly entries?: ThreadEntries;
  /** Environment of the process that scans, for faults of its disk. */
  readonly environment?: Readonly<Record<string, string>>;
}
