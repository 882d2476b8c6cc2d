import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { IdentityMode } from '../../model/identity.js';
import type { FailedCalls } from '../../rule/event-selection.js';
import { TrailspikeError } from '../../model/errors.js';
import { LOCK_NAME, lockState } from './state-lock.js';
import { replaceFile, UNFINISHED } from '../../storage/replace-file.js';

const FORMAT = 4;

/** What determines the content of a state. States can be joined only when all settings are equal. */
export interface StateSettings {
  /** What is counted, sorted by key. */
  readonly measures: readonly MeasureSettings[];
  readonly identity: IdentityMode;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/** A measure as the header of a state says it. */
export interface MeasureSettings {
  /** See `Measure.key`: the name of its folder. */
  readonly key: string;
  /** The rule's query in canonical form. */
  readonly query: string;
  readonly distinctFields: readonly string[];
  /** Fields to group by, then `(optional)` when events without a value count as `N/A`. */
  readonly groupBy: readonly string[];
  /** Whether failed calls are counted like others, or apart. */
  readonly failedCalls: FailedCalls;
  /** Services whose calls on a principal's behalf are not counted. */
  readonly exceptInvokedBy: readonly string[];
  /** Events that suppressions leave out before counting, as JSON; empty when there are none. */
  readonly exclusion: string;
  /** Seconds. */
  readonly bucketDuration: number;
}

interface Header {
  readonly format: number;
  readonly settings: StateSettings;
}

const headerPath = (directory: string): string => join(directory, 'state.json');
export const ledgerPath = (directory: string): string => join(directory, 'ledger.log');

/**
 * Opens a state directory for writing and locks it. A missing directory is made.
 * @returns a function that unlocks it
 * @throws TrailspikeError E_STATE_MISMATCH when it was made with other settings, E_STATE_LOCKED when another run
 * has locked it, E_STATE_DAMAGED when it is no state or has another format, E_OUTPUT when it cannot be made
 */
export function openStateDirectory(directory: string, settings: StateSettings): () => void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw new TrailspikeError(
      'E_OUTPUT',
      `cannot make the state directory ${directory}: ${reasonOf(error)}`,
      {
        cause: error,
      },
    );
  }
  const unlock = lockState(directory);
  try {
    if (existsSync(headerPath(directory))) {
      checkState(directory, settings);
    } else if (readdirSync(directory).some((name) => name !== LOCK_NAME && !name.endsWith(UNFINISHED))) {
      throw new TrailspikeError('E_STATE_DAMAGED', `${directory} is not empty and holds no state.json`, {
        hint: 'name an empty or new directory with --state',
      });
    } else {
      const header: Header = { format: FORMAT, settings };
      replaceFile(headerPath(directory), [`${JSON.stringify(header, null, 2)}\n`]);
    }
    for (const name of readdirSync(directory)) {
      if (name.endsWith(UNFINISHED)) rmSync(join(directory, name));
    }
  } catch (error) {
    unlock();
    throw error;
  }
  return unlock;
}

/**
 * Checks that a state was made with the given settings.
 * @throws TrailspikeError E_STATE_MISMATCH with the first setting that differs, E_STATE_DAMAGED when the directory
 * is no state or has another format
 */
export function checkState(directory: string, settings: StateSettings): void {
  const found = readStateSettings(directory);
  checkMeasures(directory, found.measures, settings.measures);
  for (const name of ['identity', 'accounts', 'regions'] as const) {
    const [theirs, ours] = [settingText(name, found), settingText(name, settings)];
    if (theirs !== ours) throw mismatch(directory, name, theirs, ours);
  }
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

/** Reads the settings that a state was made with. @throws TrailspikeError E_STATE_DAMAGED when it is no state */
export function readStateSettings(directory: string): StateSettings {
  const path = headerPath(directory);
  if (!existsSync(path)) {
    throw new TrailspikeError(
      'E_STATE_DAMAGED',
      `${directory} is not a Trailspike state: it holds no state.json`,
      {
        hint: 'name a directory that a run with --state wrote',
      },
    );
  }
  let header: Partial<Header>;
  try {
    header = JSON.parse(readFileSync(path, 'utf8')) as Partial<Header>;
  } catch (error) {
    throw new TrailspikeError('E_STATE_DAMAGED', `${path} cannot be read: ${reasonOf(error)}`, {
      hint: 'scan again into a new --state directory',
      cause: error,
    });
  }
  if (header.format !== FORMAT || header.settings === undefined) {
    throw new TrailspikeError(
      'E_STATE_DAMAGED',
      `${path} has state format ${String(header.format)}; this version of Trailspike reads format ${FORMAT}`,
      { hint: 'use the version of Trailspike that wrote it, or scan again into a new --state directory' },
    );
  }
  return header.settings;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
