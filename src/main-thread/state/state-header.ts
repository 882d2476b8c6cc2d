import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { IdentityMode } from '../../model/identity.js';
import { fieldOf, isObject, textOf } from '../../base/json-values.js';
import { TrailspikeError } from '../../model/errors.js';
import type { FailedCalls } from '../../rule/event-selection.js';
import { replaceFile } from '../../storage/replace-file.js';
import { reading } from '../../storage/write-error.js';
import { HEADER_FILE } from '../../storage/state-files.js';

/** The ledgers of earlier formats do not say which slices a state holds, so that nothing can be joined with them. */
const FORMAT = 8;

/** What determines the content of a state. States can be joined only when all settings are equal. */
export interface StateSettings {
  /** What is counted, sorted by key. */
  readonly measures: readonly MeasureSettings[];
  readonly identity: IdentityMode;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Key of the hashes of names and identities, 16 hexadecimal digits. A secret: no message has it. */
  readonly hashKey: string;
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

/** The content of `state.json`. */
export interface StateHeader {
  /** Random, and the same in the ledger. */
  readonly id: string;
  readonly settings: StateSettings;
}

/** What is written: JSON does not need the order of names, the checksum does. */
interface WrittenHeader {
  readonly format: number;
  readonly id?: string;
  readonly settings: StateSettings;
  /** CRC-32 of the JSON of everything before, eight hexadecimal digits. */
  readonly checksum?: string;
}

export const headerPath = (directory: string): string => join(directory, HEADER_FILE);

/** Durably writes the header of a state. @throws TrailspikeError E_OUTPUT */
export function writeStateHeader(directory: string, id: string, settings: StateSettings): void {
  const content = { format: FORMAT, id, settings };
  const header: WrittenHeader = { ...content, checksum: checksumOf(content) };
  replaceFile(headerPath(directory), [`${JSON.stringify(header, null, 2)}\n`]);
}

/**
 * Reads the header of a state.
 * @throws TrailspikeError E_STATE_DAMAGED when the directory is no state, or damaged; E_SYSTEM when it cannot be read
 */
export function readStateHeader(directory: string): StateHeader {
  const path = headerPath(directory);
  if (!existsSync(path)) {
    throw new TrailspikeError(
      'E_STATE_DAMAGED',
      `${directory} is not a Trailspike state: it holds no state.json`,
      { hint: 'name a directory that a run with --state wrote' },
    );
  }
  const text = reading(path, () => readFileSync(path, 'utf8'));
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (error) {
    throw damaged(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, error);
  }
  const [format, id, settings] = ['format', 'id', 'settings'].map((name) => fieldOf(header, name));
  if (format !== FORMAT) {
    throw new TrailspikeError(
      'E_STATE_DAMAGED',
      `${path} has state format ${JSON.stringify(format ?? null).slice(0, 20)}; this version of Trailspike reads format ${FORMAT}`,
      { hint: 'use the version of Trailspike that wrote it, or scan again into a new --state directory' },
    );
  }
  if (!areSettings(settings))
    throw damaged(`${path} is damaged: it does not say what the state was made with`);
  const isWhole = fieldOf(header, 'checksum') === checksumOf({ format, id: id as string, settings });
  if (typeof id !== 'string' || !isWhole) throw damaged(`${path} is damaged: its checksum does not fit`);
  return { id, settings };
}

function areSettings(settings: unknown): settings is StateSettings {
  return (
    isObject(settings) &&
    typeof settings['identity'] === 'string' &&
    /^[0-9a-f]{16}$/.test(textOf(settings, 'hashKey')) &&
    areTexts(settings['accounts']) &&
    areTexts(settings['regions']) &&
    Array.isArray(settings['measures']) &&
    settings['measures'].every(isMeasure)
  );
}

function isMeasure(measure: unknown): boolean {
  return (
    isObject(measure) &&
    /^[0-9a-z]+$/.test(textOf(measure, 'key')) && // the name of a folder
    typeof measure['query'] === 'string' &&
    areTexts(measure['distinctFields']) &&
    areTexts(measure['groupBy']) &&
    areTexts(measure['exceptInvokedBy']) &&
    typeof measure['failedCalls'] === 'string' &&
    typeof measure['exclusion'] === 'string' &&
    Number.isSafeInteger(measure['bucketDuration'])
  );
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function checksumOf(content: WrittenHeader): string {
  return crc32(JSON.stringify(content)).toString(16).padStart(8, '0');
}

function damaged(message: string, cause?: unknown): TrailspikeError {
  return new TrailspikeError('E_STATE_DAMAGED', message, {
    hint: 'restore a whole copy of the state, or scan again into a new --state directory',
    ...(cause !== undefined && { cause }),
  });
}
