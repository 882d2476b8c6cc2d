import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { IdentityMode } from '../../model/identity.js';
import type { FailedCalls } from '../../rule/event-selection.js';
import { TrailspikeError } from '../../model/errors.js';
import { LOCK_NAME, lockState } from './state-lock.js';
import { replaceFile, UNFINISHED } from '../../storage/replace-file.js';

const FORMAT = 3;

/** What determines the content of a state. States can be joined only when all settings are equal. */
export interface StateSettings {
  /** The rule's query in canonical form. */
  readonly query: string;
  readonly distinctFields: readonly string[];
  /** Fields to group by, then `(optional)` when events without a value count as `N/A`. */
  readonly groupBy: readonly string[];
  /** Whether failed calls are counted like others, or apart. @default 'apart', in states from before it was kept */
  readonly failedCalls: FailedCalls;
  /** Services whose calls on a principal's behalf are not counted. @default none */
  readonly exceptInvokedBy: readonly string[];
  /** Events that suppressions leave out before counting, as JSON; empty when there are none. */
  readonly exclusion: string;
  /** Seconds. */
  readonly bucketDuration: number;
  readonly identity: IdentityMode;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
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
  for (const name of Object.keys(settings) as (keyof StateSettings)[]) {
    const [theirs, ours] = [settingText(name, found), settingText(name, settings)];
    if (theirs !== ours) {
      throw new TrailspikeError(
        'E_STATE_MISMATCH',
        `the state ${directory} was made with ${name} = ${theirs}, and this run has ${name} = ${ours}`,
        { hint: `run with the same ${name}, or use another state directory` },
      );
    }
  }
}

const WHEN_EMPTY: Partial<Record<keyof StateSettings, string>> = {
  distinctFields: 'none',
  groupBy: 'nothing',
  failedCalls: 'apart',
  exceptInvokedBy: 'none',
  exclusion: 'none',
};

function settingText(name: keyof StateSettings, settings: Partial<StateSettings>): string {
  return String(settings[name] ?? '') || (WHEN_EMPTY[name] ?? 'all');
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
