/** Shorter texts are in too many records, and the fast path takes none. */
const MIN_LENGTH = 3;
/** What JSON can spell in another way, or what is not ASCII. */
const OTHER_SPELLINGS = /[^\x20-\x7e]|["\\/]/;

/**
 * A part of a text that every JSON spelling of the text has: the longest run of printable ASCII without `"`, `\` and `/`.
 * A part that begins with `arn:` is in the records of a whole account, so it is taken only where there is no other.
 * @returns undefined if there is none of at least three characters
 */
export function needleIn(text: string): string | undefined {
  const parts = text.split(OTHER_SPELLINGS).filter(({ length }) => length >= MIN_LENGTH);
  const others = parts.filter((part) => !part.startsWith('arn:'));
  return longest(others.length > 0 ? others : parts);
}

function longest(parts: readonly string[]): string | undefined {
  return parts.reduce<string | undefined>(
    (best, part) => (best === undefined || part.length > best.length ? part : best),
    undefined,
  );
}
