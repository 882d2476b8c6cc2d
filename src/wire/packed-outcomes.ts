import { addOutcome, emptyCoverage, type ObjectOutcome, type OrdinarySums } from '../model/coverage.js';

const READ_ONLY_SEEN = 1;
const FALLBACK = 2;
const UNDERSTOOD = 4;
const CHANGED = 8;

/**
 * Outcomes of the objects of a job as they cross threads: the sums of most, and of the others numbers by column, texts
 * only where there are any.
 */
export interface PackedOutcomes {
  readonly summed: OrdinarySums;
  /** Which objects of the job the others are, ascending. */
  readonly indices: Uint32Array;
  readonly inflatedBytes: Float64Array;
  readonly matched: Uint32Array;
  readonly context: Uint32Array;
  readonly flags: Uint8Array;
  /** Of the objects that failed, have dropped records or values that hold no record. */
  readonly remarks: readonly Remark[];
}

interface Remark extends Pick<ObjectOutcome, 'failure' | 'dropped' | 'unknown'> {
  /** In the columns. */
  readonly index: number;
}

/**
 * @param outcomes of the objects of a job; those of which there is none, which are `undefined`, are left out
 * @param isSummed whether only the sums are needed of an outcome
 */
export function packOutcomes(
  outcomes: readonly (ObjectOutcome | undefined)[],
  isSummed: (outcome: ObjectOutcome, index: number) => boolean,
): PackedOutcomes {
  const summed = emptyCoverage();
  const others: ObjectOutcome[] = [];
  const indices: number[] = [];
  outcomes.forEach((outcome, index) => {
    if (outcome === undefined) return;
    if (isSummed(outcome, index)) {
      addOutcome(summed, outcome);
      return;
    }
    others.push(outcome);
    indices.push(index);
  });
  const inflatedBytes = new Float64Array(others.length);
  const matched = new Uint32Array(others.length);
  const context = new Uint32Array(others.length);
  const flags = new Uint8Array(others.length);
  const remarks: Remark[] = [];
  others.forEach((outcome, index) => {
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
  return { summed, indices: Uint32Array.from(indices), inflatedBytes, matched, context, flags, remarks };
}

function hasAny(counts: object): boolean {
  for (const _ in counts) return true;
  return false;
}

const NOTHING: ObjectOutcome['dropped'] = Object.freeze({});

/** The outcomes that were not summed up, each with the index of its object. */
export function unpackOutcomes({
  indices,
  inflatedBytes,
  matched,
  context,
  flags,
  remarks,
}: PackedOutcomes): [index: number, outcome: ObjectOutcome][] {
  const outcomes: [number, ObjectOutcome][] = [];
  let next = 0;
  for (let index = 0; index < flags.length; index++) {
    const remark = remarks[next]?.index === index ? remarks[next++] : undefined;
    const outcome = {
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
    };
    outcomes.push([indices[index]!, outcome]);
  }
  return outcomes;
}
