import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TrailspikeError } from '../model/errors.js';
import { batchLogs } from '../shard/state-files.js';
import { readFrames } from '../storage/frame-log.js';
import { Ledger } from './ledger.js';
import { ledgerPath, openStateDirectory, type StateSettings } from './state-directory.js';

/** Where a run's shards keep their logs: a state directory, or without one a temporary folder. */
export interface WorkingDirectory {
  readonly path: string;
  /** The finished objects; absent without state. */
  readonly ledger: Ledger | undefined;
  /** Batch logs that earlier runs left, by name: to be deleted once snapshots hold what is in them. */
  readonly leftLogs: readonly string[];
  close(): void;
}

/**
 * @param state the `--state` directory, or `undefined` for a run that leaves nothing.
 * @throws TrailspikeError as `openStateDirectory`, and E_STATE_DAMAGED when a batch log has lost what the ledger
 * says was durable.
 */
export function openWorkingDirectory(state: string | undefined, settings: StateSettings): WorkingDirectory {
  if (state === undefined) {
    // Not for durability but for threads: one that dies is replaced from its log.
    const path = mkdtempSync(join(tmpdir(), 'trailspike-'));
    return {
      path,
      ledger: undefined,
      leftLogs: [],
      close: () => rmSync(path, { recursive: true, force: true }),
    };
  }
  const unlock = openStateDirectory(state, settings);
  try {
    const ledger = Ledger.openForAppend(ledgerPath(state));
    checkLogs(state, ledger);
    return {
      path: state,
      ledger,
      leftLogs: batchLogs(state),
      close: () => {
        ledger.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** A torn end is what a kill leaves; an end before what the ledger counts on is loss. */
export function checkLogs(directory: string, ledger: Ledger): void {
  for (const name of batchLogs(directory)) {
    const durable = ledger.logLengths.get(name) ?? 0;
    const frames = readFrames(join(directory, name));
    let next = frames.next();
    while (next.done !== true) next = frames.next();
    if (next.value < durable) {
      throw new TrailspikeError(
        'E_STATE_DAMAGED',
        `${join(directory, name)} is damaged at byte ${next.value}; ${durable} bytes of it were durable`,
        { hint: 'delete the state directory and scan again' },
      );
    }
  }
}
