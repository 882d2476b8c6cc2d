import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TrailspikeError } from '../../model/errors.js';
import { batchLogs } from '../../storage/state-files.js';
import { eachFrame } from '../../storage/frame-log.js';
import { writing } from '../../storage/write-error.js';
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
    const path = writing(tmpdir(), () => mkdtempSync(join(tmpdir(), 'trailspike-')));
    return {
      path,
      ledger: undefined,
      leftLogs: [],
      close: () => rmSync(path, { recursive: true, force: true }),
    };
  }
  const unlock = openStateDirectory(state, settings);
  let ledger: Ledger | undefined;
  const close = (): void => {
    try {
      ledger?.close();
    } finally {
      unlock();
    }
  };
  try {
    ledger = Ledger.openForAppend(ledgerPath(state));
    checkFiles(state, ledger);
    return { path: state, ledger, leftLogs: batchLogs(state), close };
  } catch (error) {
    close();
    throw error;
  }
}

/**
 * Checks that a state has every file that its ledger counts on. A torn end of a log is what a kill leaves; an end
 * before what was durable, or a file that is gone, is loss.
 * @throws TrailspikeError E_STATE_DAMAGED
 */
export function checkFiles(directory: string, ledger: Ledger): void {
  for (const name of [...ledger.snapshots, ...ledger.logLengths.keys()]) {
    if (!existsSync(join(directory, name))) throw damaged(join(directory, name), 'is missing');
  }
  for (const [name, durable] of ledger.logLengths) {
    const path = join(directory, name);
    const valid = eachFrame(path, () => undefined);
    if (valid < durable)
      throw damaged(path, `is damaged at byte ${valid}; ${durable} bytes of it were durable`);
  }
}

function damaged(path: string, problem: string): TrailspikeError {
  return new TrailspikeError('E_STATE_DAMAGED', `${path} ${problem}`, {
    hint: 'restore a whole copy of the state, or delete it and scan again',
  });
}
