import type { ObjectOutcome } from '../model/coverage.js';

const READ_ONLY_SEEN = 1;
const FALLBACK = 2;
const UNDERSTOOD = 4;
const CHANGED = 8;

/** Outcomes of the objects of a job as they cross threads: numbers by column, texts only where there are any. */
export interface PackedOutcomes {
  readonly inflatedBytes: Float64Array;
  readonly matched: Uint32Array;
  readonly context: Uint32Array;
  readonly flags: Uint8Array;
  /** Of the objects that failed, have dropped records or values that hold no record. */
  readonly remarks: readonly Remark[];
}

interface Remark extends Pick<ObjectOutcome, 'failure' | 'dropped' | 'unknown'> {
  readonly index: number;
}

export function packOutcomes(outcomes: readonly ObjectOutcome[]): PackedOutcomes {
  const inflatedBytes = new Float64Array(outcomes.length);
  const matched = new Uint32Array(outcomes.length);
  const context = new Uint32Array(outcomes.length);
  const flags = new Uint8Array(outcomes.length);
  const remarks: Remark[] = [];
  outcomes.forEach((outcome, index) => {
    const { failure, dropped, unknown } = outcome;
    inflatedBytes[index] = outcome.inflatedBytes;
    matched[index] = outcome.matched;
    context[index] = outcome.context;
    flags[index] =
      (outcome.readOnlySeen ? READ_ONLY_SEEN : 0) |
      (outcome.fallback ? FALLBACK : 0) |
      (outcome.understood ? UNDERSTOOD : 0) |
      (outcome.changed ? CHANGED : 0);
    if (failure !== null || unknown > 0 || hasAny(dropped))
      remarks.push({ index, failure, dropped, unknown });
  });
  return { inflatedBytes, matched, context, flags, remarks };
}

function hasAny(counts: object): boolean {
  for (const _ in counts) return true;
  return false;
}

const NOTHING: ObjectOutcome['dropped'] = Object.freeze({});

/** The inverse of `packOutcomes`. */
export function unpackOutcomes({
  inflatedBytes,
  matched,
  context,
  flags,
  remarks,
}: PackedOutcomes): ObjectOutcome[] {
  const outcomes: ObjectOutcome[] = [];
  let next = 0;
  for (let index = 0; index < flags.length; index++) {
    const remark = remarks[next]?.index === index ? remarks[next++] : undefined;
    outcomes.push({
      failure: remark?.failure ?? null,
      inflatedBytes: inflatedBytes[index]!,
      matched: matched[index]!,
      context: context[index]!,
      dropped: remark?.dropped ?? NOTHING,
      understood: (flags[index]! & UNDERSTOOD) !== 0,
      unknown: remark?.unknown ?? 0,
      readOnlySeen: (flags[index]! & READ_ONLY_SEEN) !== 0,
      fallback: (flags[index]! & FALLBACK) !== 0,
      ...((flags[index]! & CHANGED) !== 0 && { changed: true as const }),
    });
  }
  return outcomes;
}
