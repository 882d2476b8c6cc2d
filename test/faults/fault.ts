import type { ErrorCode } from '../../src/model/errors.js';
import type { Dice } from './dice.js';
import type { World } from './world.js';

/** What a fault is one of. */
export type FaultKind = 'network' | 'disk' | 'thread' | 'kill';

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
  /** What makes the process fail that scans: a scan with any is in a process of its own, with a state. */
  readonly inProcess?: ProcessFault;
}

/** Lines for what is preloaded into the process, see `test/fixtures/failing-disk.mjs` and `failing-thread.mjs`. */
export interface ProcessFault {
  readonly disk?: string;
  readonly thread?: string;
  /** Whether the process may be killed, and whether what was not synced is then lost. */
  readonly kills?: 'process' | 'machine';
}
