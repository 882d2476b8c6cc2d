import { isObject } from '../../base/json-values.js';
import type { ObjectOutcome } from '../../model/coverage.js';
import { TrailspikeError } from '../../model/errors.js';
import { MAX_TIME } from '../../model/time.js';
import { MOST_SLICES, type ListingSlice } from '../../source/source.js';
import type { LogPosition } from '../../storage/frame-log.js';
import type { Compaction } from '../../wire/shard-messages.js';

/** One entry of the ledger: an object and its outcome. */
export interface LedgerEntry {
  readonly uri: string;
  readonly version: string;
  readonly size: number;
  readonly outcome: ObjectOutcome;
}

/** What decides what a listing lists, beside the settings of the state. */
export interface ListingScope {
  /** Addresses of the sources, sorted. */
  readonly sources: readonly string[];
  /** Times of delivery, epoch seconds. */
  readonly from: number;
  readonly to: number;
}

/** A slice of a listing that a run has read into the state. A run without slices has read slice 1 of 1. */
export interface ListedSlice extends ListingSlice {
  readonly listing: ListingScope;
  /** Whether it was listed to its end. */
  readonly ended: boolean;
}

/**
 * A frame of the ledger's log: the state that it belongs to, a slice that is read into it, finished objects, how far batch
 * logs are durable, or the snapshots that a compaction wrote and the files that it retired.
 */
export type LedgerFrame =
  | { readonly kind: 'state'; readonly id: string }
  | ({ readonly kind: 'slice' } & ListedSlice)
  | { readonly kind: 'objects'; readonly entries: readonly LedgerEntry[] }
  | { readonly kind: 'logs'; readonly lengths: Readonly<Record<string, LogPosition>> }
  | ({ readonly kind: 'compaction' } & Compaction);

/**
 * Reads a frame. Its checksum says that it is whole, not who wrote it, so every field is checked: states come from other
 * machines.
 * @param path of the ledger, for the error
 * @throws TrailspikeError E_STATE_DAMAGED for anything but a frame of a ledger
 */
export function parseFrame(payload: Uint8Array, path: string): LedgerFrame {
  let frame: unknown;
  let cause: unknown;
  try {
    frame = JSON.parse(Buffer.from(payload).toString());
  } catch (error) {
    cause = error;
  }
  if (!isFrame(frame)) {
    throw new TrailspikeError('E_STATE_DAMAGED', `${path} is not the ledger of a state`, {
      hint: 'restore a whole copy of the state, or delete it and scan again',
      cause,
    });
  }
  return frame;
}

function isFrame(frame: unknown): frame is LedgerFrame {
  if (!isObject(frame)) return false;
  switch (frame['kind']) {
    case 'state':
      return isText(frame['id']);
    case 'slice':
      return isSlice(frame);
    case 'objects':
      return isListOf(frame['entries'], isEntry);
    case 'logs':
      return isRecordOf(frame['lengths'], isInside, isPosition);
    case 'compaction':
      return isListOf(frame['snapshots'], isInside) && isListOf(frame['retired'], isInside);
    default:
      return false;
  }
}

function isSlice({ part, of, listing, ended }: Record<string, unknown>): boolean {
  return (
    isCount(part) &&
    isCount(of) &&
    (of as number) <= MOST_SLICES &&
    (part as number) >= 1 &&
    (part as number) <= (of as number) &&
    typeof ended === 'boolean' &&
    isObject(listing) &&
    isListOf(listing['sources'], isText) &&
    isTime(listing['from']) &&
    isTime(listing['to'])
  );
}

function isEntry(entry: unknown): boolean {
  return isObject(entry) && isText(entry['uri']) && isText(entry['version']) && isCount(entry['size'])
    ? isOutcome(entry['outcome'])
    : false;
}

function isOutcome(outcome: unknown): boolean {
  if (!isObject(outcome)) return false;
  const { failure, inflatedBytes, matched, context, dropped } = outcome;
  const { understood, unknown, readOnlySeen, fallback, changed = true } = outcome;
  return (
    (failure === null || (isObject(failure) && isReason(failure['reason']) && isText(failure['detail']))) &&
    [inflatedBytes, matched, context, unknown].every(isCount) &&
    isRecordOf(dropped, isReason, isCount) &&
    [understood, readOnlySeen, fallback].every((flag) => typeof flag === 'boolean') &&
    changed === true
  );
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const isTime = (value: unknown): boolean => isCount(value) && (value as number) <= MAX_TIME;

const isPosition = (value: unknown): boolean =>
  isObject(value) && isCount(value['length']) && isCount(value['chain']);

/** Reasons are counted by name in plain objects, so none may have the name of a field that each object has. */
const isReason = (value: unknown): boolean => isText(value) && !(value in Object.prototype);

/** Whether a path stays in the state that it is relative to. */
function isInside(path: unknown): boolean {
  return isText(path) && !path.includes('\0') && path.split(/[\\/]/).every((part) => !/^\.{0,2}$/.test(part));
}

function isListOf(value: unknown, isOne: (value: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne);
}

function isRecordOf(
  value: unknown,
  isName: (value: unknown) => boolean,
  isOne: (value: unknown) => boolean,
): boolean {
  return isObject(value) && Object.entries(value).every(([name, one]) => isName(name) && isOne(one));
}
