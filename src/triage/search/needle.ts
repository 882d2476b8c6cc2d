/** Shorter texts are in too many records, and the fast path takes none. */
const MIN_LENGTH = 3;
/** The fast path takes no longer ones, and a text of this length is in few other records. */
const MAX_LENGTH = 60;
/** What JSON can spell in another way, what is not ASCII, and brackets, which the fast path cannot search for. */
const OTHER_SPELLINGS = /[^\x20-\x7e]|["\\[\]{}]/;

/**
 * Texts of which every JSON spelling of a text has one: the longest part of printable ASCII without `"`, `\`, brackets and
 * more than one `/`, which JSON can write as `\/`. What stands before the last `:` of an ARN is in the records of a whole
 * account, so it is taken only where there is nothing else. The beginning of a long part is enough.
 * @returns undefined if there is no part of at least three characters
 */
export function needlesIn(text: string): string[] | undefined {
  const parts = text.split(OTHER_SPELLINGS).flatMap((part) => {
    const names = part.split('/');
    return names.length === 1 ? names : names.slice(1).map((name, at) => joined(localPart(names[at]!), name));
  });
  const long = parts.filter(({ length }) => length >= MIN_LENGTH);
  const others = long.filter((part) => !part.startsWith('arn:'));
  const best = longest(others.length > 0 ? others : long);
  if (best === undefined) return undefined;
  const spellings = best.includes('/') ? [best, best.replace('/', String.raw`\/`)] : [best];
  return spellings.map((one) => one.slice(0, MAX_LENGTH));
}

/** A `/` at the end of a name is not always written. */
function joined(before: string, name: string): string {
  return before === '' || name === '' ? before + name : `${before}/${name}`;
}

/** Of the beginning of an ARN, what only a part of the account's ARNs have. */
function localPart(name: string): string {
  return name.startsWith('arn:') ? name.slice(name.lastIndexOf(':') + 1) : name;
}

function longest(parts: readonly string[]): string | undefined {
  return parts.reduce<string | undefined>(
    (best, part) => (best === undefined || part.length > best.length ? part : best),
    undefined,
  );
}
