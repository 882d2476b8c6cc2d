import { randomUUID } from 'node:crypto';
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TrailspikeError } from '../../model/errors.js';
import { makeDirectory } from '../../storage/make-directory.js';
import { deleteUnfinished, syncDirectory, UNFINISHED } from '../../storage/replace-file.js';
import { writing } from '../../storage/write-error.js';
import {
  headerPath,
  readStateHeader,
  writeStateHeader,
  type MeasureSettings,
  type StateHeader,
  type StateSettings,
} from './state-header.js';
import { LOCK_NAME, lockState } from './state-lock.js';
import { LEDGER_FILE } from '../../storage/state-files.js';

export const ledgerPath = (directory: string): string => join(directory, LEDGER_FILE);

/**
 * Opens a state directory for writing and locks it. A missing directory is made.
 * @returns its header, and a function that unlocks it
 * @throws TrailspikeError E_STATE_MISMATCH when it was made with other settings, E_STATE_LOCKED when another run
 * has locked it, E_STATE_DAMAGED when it is no state or has another format, E_OUTPUT when it cannot be made
 */
export function openStateDirectory(
  directory: string,
  settings: StateSettings,
): { readonly header: StateHeader; readonly unlock: () => void } {
  writing(directory, () => makeDirectory(directory));
  const unlock = lockState(directory);
  try {
    if (existsSync(headerPath(directory))) {
      const header = checkState(directory, settings);
      // A run that was killed when it had renamed the header has not made its name durable.
      writing(directory, () => syncDirectory(directory));
      const folders = settings.measures.map(({ key }) => join(directory, key));
      folders.forEach(refuseLink);
      for (const folder of [directory, ...folders]) {
        if (existsSync(folder)) writing(folder, () => deleteUnfinished(folder));
      }
      return { header, unlock };
    }
    if (readdirSync(directory).some((name) => name !== LOCK_NAME && !name.endsWith(UNFINISHED))) {
      throw new TrailspikeError('E_STATE_DAMAGED', `${directory} is not empty and holds no state.json`, {
        hint: 'name an empty or new directory with --state',
      });
    }
    writing(directory, () => deleteUnfinished(directory));
    const id = randomUUID();
    writeStateHeader(directory, id, settings);
    return { header: { id, settings }, unlock };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** A link in the place of a folder would let a run write and delete somewhere else. */
function refuseLink(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  throw new TrailspikeError('E_STATE_DAMAGED', `${path} is a link, which no folder of a state is`, {
    hint: 'restore a whole copy of the state, or delete it and scan again',
  });
}

/**
 * Checks that a state was made with the given settings.
 * @returns its header
 * @throws TrailspikeError E_STATE_MISMATCH with the first setting that differs, E_STATE_DAMAGED when the directory
 * is no state or has another format
 */
export function checkState(directory: string, settings: StateSettings): StateHeader {
  const header = readStateHeader(directory);
  const found = header.settings;
  if (found.hashKey !== settings.hashKey) {
    throw new TrailspikeError('E_STATE_MISMATCH', `the state ${directory} was made with another hash key`, {
      hint: 'leave out --hash-key to go on with a state, or name the file that it was made with',
    });
  }
  checkMeasures(directory, found.measures, settings.measures);
  for (const name of ['identity', 'accounts', 'regions'] as const) {
    const [theirs, ours] = [settingText(name, found), settingText(name, settings)];
    if (theirs !== ours) throw mismatch(directory, name, theirs, ours);
  }
  return header;
}

/** With one measure on both sides, the first setting that differs is named; with several, a measure that is missing. */
function checkMeasures(
  directory: string,
  theirs: readonly MeasureSettings[],
  ours: readonly MeasureSettings[],
): void {
  const [their, our] = [theirs[0], ours[0]];
  if (theirs.length === 1 && ours.length === 1 && their!.key !== our!.key) {
    const names = Object.keys(our!).filter((name) => name !== 'key') as (keyof MeasureSettings)[];
    for (const name of names) {
      const [before, now] = [settingText(name, their!), settingText(name, our!)];
      if (before !== now) throw mismatch(directory, name, before, now);
    }
  }
  const missing = (from: readonly MeasureSettings[], others: readonly MeasureSettings[]): string[] =>
    from.filter(({ key }) => !others.some((other) => other.key === key)).map(({ query }) => query);
  const [unknown] = missing(ours, theirs);
  if (unknown !== undefined) {
    throw new TrailspikeError(
      'E_STATE_MISMATCH',
      `the state ${directory} was made without the rule for ${unknown}`,
      {
        hint: 'run with the same rules and suppressions, or use another state directory',
      },
    );
  }
  const [left] = missing(theirs, ours);
  if (left !== undefined) {
    throw new TrailspikeError(
      'E_STATE_MISMATCH',
      `the state ${directory} was also made with a rule for ${left}, which this run does not have`,
      { hint: 'run with the same rules and suppressions, or use another state directory' },
    );
  }
}

function mismatch(directory: string, name: string, theirs: string, ours: string): TrailspikeError {
  return new TrailspikeError(
    'E_STATE_MISMATCH',
    `the state ${directory} was made with ${name} = ${theirs}, and this run has ${name} = ${ours}`,
    { hint: `run with the same ${name}, or use another state directory` },
  );
}

const WHEN_EMPTY: Readonly<Record<string, string>> = {
  distinctFields: 'none',
  groupBy: 'nothing',
  exceptInvokedBy: 'none',
  exclusion: 'none',
};

function settingText<Settings extends object>(name: keyof Settings & string, settings: Settings): string {
  return String(settings[name]) || (WHEN_EMPTY[name] ?? 'all');
}
