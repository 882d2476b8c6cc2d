import { formatInstant, MAX_TIME } from '../../model/time.js';
import type { ListedSlice, ListingScope } from './ledger-frame.js';

/** The slices of a listing that some states do not hold, or not to their end. */
export interface MissingSlices {
  readonly listing: ListingScope;
  /** In how many slices it was split; 1: not at all. */
  readonly of: number;
  /** Ascending, 1 to `of`. */
  readonly missing: readonly number[];
  readonly unfinished: readonly number[];
}

/**
 * What is missing of the listings whose slices some states hold. A listing is whole when all slices of one split are
 * there and were read to their end, or when another one is that lists the same and more.
 * @returns for each that is not, the split that lacks least, in the order of their text
 */
export function missingSlices(slices: readonly ListedSlice[]): MissingSlices[] {
  const splits = [...groupsOf(slices, ({ listing, of }) => JSON.stringify([scopeText(listing), of]))].map(
    lackOf,
  );
  const whole = splits.filter(({ missing, unfinished }) => missing.length + unfinished.length === 0);
  const partial = splits.filter(({ listing }) => !whole.some((other) => includes(other.listing, listing)));
  return [...groupsOf(partial, ({ listing }) => scopeText(listing))]
    .map(([, [first, ...others]]) =>
      others.reduce((least, one) => (lack(one) < lack(least) ? one : least), first!),
    )
    .sort((a, b) => (scopeText(a.listing) < scopeText(b.listing) ? -1 : 1));
}

function lack({ missing, unfinished, of }: MissingSlices): number {
  return (missing.length + unfinished.length) / of;
}

function lackOf([, slices]: readonly [string, readonly ListedSlice[]]): MissingSlices {
  const { listing, of } = slices[0]!;
  const ended = new Map<number, boolean>();
  for (const slice of slices) ended.set(slice.part, slice.ended || ended.get(slice.part) === true);
  const parts = Array.from({ length: of }, (_, at) => at + 1);
  return {
    listing,
    of,
    missing: parts.filter((part) => !ended.has(part)),
    unfinished: parts.filter((part) => ended.get(part) === false),
  };
}

function includes(one: ListingScope, other: ListingScope): boolean {
  return (
    JSON.stringify(one.sources) === JSON.stringify(other.sources) &&
    one.from <= other.from &&
    one.to >= other.to
  );
}

function scopeText({ sources, from, to }: ListingScope): string {
  return JSON.stringify([sources, from, to]);
}

function groupsOf<One>(all: readonly One[], keyOf: (one: One) => string): Map<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

/** Numbers that are named; of more only how many there are. */
const MOST_NAMED = 20;

/** What is missing, as a sentence without a point. */
export function missingText({
  listing: { sources, from, to },
  of,
  missing,
  unfinished,
}: MissingSlices): string {
  const named = sources.map((source) => ` ${source}`).join(',');
  const times = [
    ...(from > 0 ? [`delivered from ${formatInstant(from)}`] : []),
    ...(to < MAX_TIME ? [`delivered before ${formatInstant(to)}`] : []),
  ];
  const what = `of${named}${times.length === 0 ? '' : ` (${times.join(', ')})`}`;
  if (of === 1) return `the listing ${what} was not read to its end`;
  const parts = [
    ...(missing.length > 0 ? [`${numbered(missing)} missing`] : []),
    ...(unfinished.length > 0
      ? [`${numbered(unfinished)} not read to ${unfinished.length === 1 ? 'its' : 'their'} end`]
      : []),
  ];
  return `${of} slices ${what}: ${parts.join(', ')}`;
}

/** The same as a warning that says what to do. */
export function missingWarning(missing: MissingSlices): string {
  const remedy = missing.of === 1 ? 'run that scan again with its --state' : 'read them with --partition';
  return `${missingText(missing)}; what is there is not in the results: ${remedy}, and merge again`;
}

/** `slice 3 is`, `slices 3 and 7 are`, with runs as `3 to 7`. */
function numbered(parts: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === part - 1) last[1] = part;
    else runs.push([part, part]);
  }
  const texts = runs.map(([first, last]) =>
    first === last ? `${first}` : last === first + 1 ? `${first}, ${last}` : `${first} to ${last}`,
  );
  const shown = texts.slice(0, MOST_NAMED);
  if (texts.length > shown.length) shown.push(`and ${parts.length} in all`);
  return `${parts.length === 1 ? 'slice' : 'slices'} ${shown.join(', ')} ${parts.length === 1 ? 'is' : 'are'}`;
}
