import type { ObjectOutcome } from '../model/coverage.js';
import type { Retrieval } from '../model/retrieval.js';
import type { DecodeLimits } from './decode-limits.js';
import { extract, extractRecords } from './extract.js';
import { gunzip } from './reference/gunzip.js';
import type { Projection } from './cloudtrail/project.js';
import { hasReadOnly } from './cloudtrail/read-only.js';
import { RETRIEVALS } from './cloudtrail/selection.js';
import { FastPathDecoder } from './wasm/fast-path-decoder.js';

export { DEFAULT_LIMITS, type DecodeLimits } from './decode-limits.js';

/** Accounts and regions: records of others are dropped, and counted as `otherAccount` and `otherRegion`. */
export interface DecodeOptions extends Projection {
  readonly limits: DecodeLimits;
}

/** Told how long each stage of one object took; `extract`, what was done with the records found, is part of `match`. */
export interface StageClock {
  record(stage: 'inflate' | 'match' | 'extract', milliseconds: number): void;
}

/** Made once in a thread, when the first object comes; `null`: cannot be had, or is not wanted. */
let reader: FastPathDecoder | null | undefined;

function readerOfThread(): FastPathDecoder | null {
  if (reader === undefined)
    reader = process.env['TRAILSPIKE_DECODER'] === 'reference' ? null : (FastPathDecoder.create() ?? null);
  return reader;
}

/**
 * How objects are read here, for whoever wonders about the speed: `wasm`, inflated, split and searched in one pass with
 * SIMD; `reference`, by zlib and the JavaScript that defines the answers.
 */
export type DecoderKind = 'wasm' | 'reference';

/**
 * Which decoder this Node has. The answers never differ; the environment variable `TRAILSPIKE_DECODER=reference`
 * asks for the slower one.
 */
export function decoderKind(): DecoderKind {
  return readerOfThread() === null ? 'reference' : 'wasm';
}

/**
 * From the bytes of one object to its retrievals, in the order of its records. Damage never throws: the
 * retrievals before it reach the sink, and the outcome carries the first thing that went wrong.
 * @param bytes gzip or plain: `{"Records":[…]}`, an array, a single record, or several of these one after another
 */
export function decodeObject(
  bytes: Uint8Array,
  options: DecodeOptions,
  sink: (retrieval: Retrieval) => void,
  clock?: StageClock,
): ObjectOutcome {
  const started = performance.now();
  const fast = readerOfThread()?.read(bytes, (options.selection ?? RETRIEVALS).findMatches, options.limits);
  if (fast !== undefined) {
    const found = performance.now();
    const extracted = extractRecords(fast.bytes, fast.records, options, options.limits, sink, fast.calls);
    const ended = performance.now();
    const readOnlySeen = hasReadOnly(fast.bytes);
    clock?.record('inflate', fast.inflateMilliseconds);
    clock?.record('extract', ended - found);
    clock?.record('match', performance.now() - started - fast.inflateMilliseconds);
    return { ...extracted, inflatedBytes: fast.bytes.length, readOnlySeen };
  }
  return decodeByReference(bytes, options, sink, clock);
}

/** The same answers from the code that defines them, without WebAssembly. */
export function decodeByReference(
  bytes: Uint8Array,
  options: DecodeOptions,
  sink: (retrieval: Retrieval) => void,
  clock?: StageClock,
): ObjectOutcome {
  const started = performance.now();
  const inflated = gunzip(bytes, options.limits);
  const between = performance.now();
  clock?.record('inflate', between - started);
  const extracted = extract(inflated.bytes, inflated.verified, options, options.limits, sink);
  const readOnlySeen = hasReadOnly(inflated.bytes);
  clock?.record('match', performance.now() - between);
  return {
    failure: inflated.failure ?? extracted.failure,
    inflatedBytes: inflated.bytes.length,
    matched: extracted.matched,
    dropped: extracted.dropped,
    readOnlySeen,
  };
}
