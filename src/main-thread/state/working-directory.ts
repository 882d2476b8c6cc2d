import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TrailspikeError } from '../../model/errors.js';
import { batchLogs, isDataFile, snapshotFiles } from '../../storage/state-files.js';
import { eachFrame, type LogPosition } from '../../storage/frame-log.js';
import { syncDirectory } from '../../storage/replace-file.js';
import { writing } from '../../storage/write-error.js';
import { Ledger } from './ledger.js';
import { ledgerPath, openStateDirectory } from './state-directory.js';
import { type StateHeader, type StateSettings } from './state-header.js';

/** Where the shards of a run keep their logs: the state directory, or a temporary folder. */
export interface WorkingDirectory {
  readonly path: string;
  /** The finished objects; undefined without state. */
  readonly ledger: Ledger | undefined;
  /** Paths of the batch logs that earlier runs left. Delete them when snapshots hold their content. */
  readonly leftLogs: readonly string[];
  /** Deletes files, by their paths in it, that no later run needs. */
  readonly removeFiles: (paths: readonly string[]) => void;
  close(): void;
}

/**
 * @param state the `--state` directory, or `undefined` for a run that keeps nothing
 * @throws TrailspikeError as `openStateDirectory`, and E_STATE_DAMAGED when a file of the state is missing or another
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
      removeFiles: (paths) => removeFrom(path, paths),
      close: () => rmSync(path, { recursive: true, force: true }),
    };
  }
  const { header, unlock } = openStateDirectory(state, settings);
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
    checkFiles(state, header, ledger);
    if (ledger.id === undefined) ledger.setId(header.id);
    const leftLogs: string[] = [];
    for (const { key } of settings.measures) {
      const folder = join(state, key);
      writing(state, () => mkdirSync(folder, { recursive: true }));
      leftLogs.push(...batchLogs(folder).map((name) => `${key}/${name}`));
    }
    writing(state, () => syncDirectory(state));
    return {
      path: state,
      ledger,
      leftLogs,
      removeFiles: (paths) => removeFrom(state, paths),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

function removeFrom(directory: string, paths: readonly string[]): void {
  for (const path of paths) rmSync(join(directory, path), { force: true });
}

/**
 * Checks that a state has every file that its ledger names, with the content that the ledger knows, and that the ledger
 * is its own. A kill may leave a torn end of a log, but not one before the durable length. What the names of snapshots
 * say of their content is checked when they are loaded.
 * @throws TrailspikeError E_STATE_DAMAGED, which names the file
 */
export function checkFiles(directory: string, { id, settings }: StateHeader, ledger: Ledger): void {
  const path = ledgerPath(directory);
  if (ledger.id !== undefined && ledger.id !== id) throw damaged(path, 'belongs to another state');
  if (ledger.id === undefined && holdsData(directory, settings))
    throw damaged(path, existsSync(path) ? 'is damaged at its beginning' : 'is missing');
  for (const name of [...ledger.snapshots, ...ledger.logPositions.keys()]) {
    if (!isDataFile(name)) throw damaged(path, `names ${JSON.stringify(name)}, which no state has`);
    if (!existsSync(join(directory, name))) throw damaged(join(directory, name), 'is missing');
  }
  for (const [name, durable] of ledger.logPositions) checkLog(join(directory, name), durable);
}

/** Whether there are snapshots or batch logs. */
function holdsData(directory: string, { measures }: StateSettings): boolean {
  return measures.some(({ key }) => {
    const folder = join(directory, key);
    return existsSync(folder) && snapshotFiles(folder).length + batchLogs(folder).length > 0;
  });
}

function checkLog(path: string, position: LogPosition): void {
  let isSame = position.chain === 0; // no frame yet
  const valid = eachFrame(path, (_, end) => {
    if (end.length === position.length && end.chain === position.chain) isSame = true;
  });
  if (valid.length < position.length) {
    throw damaged(path, `is damaged at byte ${valid.length}; ${position.length} bytes of it were durable`);
  }
  if (!isSame) throw damaged(path, 'has another content than the ledger says');
}

function damaged(path: string, problem: string): TrailspikeError {
  return new TrailspikeError('E_STATE_DAMAGED', `${path} ${problem}`, {
    hint: 'restore a whole copy of the state, or delete it and scan again',
  });
}
