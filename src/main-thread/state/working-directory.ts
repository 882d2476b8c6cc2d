import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TrailspikeError } from '../../model/errors.js';
import { batchLogs } from '../../storage/state-files.js';
import { eachFrame } from '../../storage/frame-log.js';
import { syncDirectory } from '../../storage/replace-file.js';
import { writing } from '../../storage/write-error.js';
import { Ledger } from './ledger.js';
import { ledgerPath, openStateDirectory, type StateSettings } from './state-directory.js';

/** Where the shards of a run keep their logs: the state directory, or a temporary folder. */
export interface WorkingDirectory {
  readonly path: string;
  /** The finished objects; undefined without state. */
  readonly ledger: Ledger | undefined;
  /** Paths of the batch logs that earlier runs left. Delete them when snapshots hold their content. */
  readonly leftLogs: readonly string[];
  close(): void;
}

/**
 * @param state the `--state` directory, or `undefined` for a run that keeps nothing
 * @throws TrailspikeError as `openStateDirectory`, and E_STATE_DAMAGED when a file of the state is missing or shorter
 * than the ledger says
 */
export function openWorkingDirectory(state: string | undefined, settings: StateSettings): WorkingDirectory {
  if (state === undefined) {
    // A thread that dies is restored from its log.
    const path = writing(tmpdir(), () => mkdtempSync(join(tmpdir(), 'trailspike-')));
    for (const { key } of settings.measures) writing(path, () => mkdirSync(join(path, key)));
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
    const leftLogs: string[] = [];
    for (const { key } of settings.measures) {
      const folder = join(state, key);
      writing(state, () => mkdirSync(folder, { recursive: true }));
      leftLogs.push(...batchLogs(folder).map((name) => `${key}/${name}`));
    }
    writing(state, () => syncDirectory(state));
    return { path: state, ledger, leftLogs, close };
  } catch (error) {
    close();
    throw error;
  }
}

/**
 * Checks that a state has every file that its ledger names. A kill may leave a torn end of a log, but not one before
 * the durable length.
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
