import type { Pattern } from './query.js';

/**
 * Whether the pattern matches the whole text. The wildcard `one` is one Unicode character, which can be two UTF-16
 * code units. The worst-case time is the product of both lengths: neither the pattern nor the text is trusted, so a
 * regular expression with exponential time is no option.
 */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  const [only = ''] = pattern;
  if (pattern.length <= 1 && typeof only === 'string') return text === only;
  const units = unitsOf(pattern);
  const characters = Array.from(text);
  let at = 0;
  let next = 0;
  let retryAt = 0;
  let retryNext = -1;
  while (at < characters.length) {
    const unit = units[next];
    if (unit === ANY) {
      retryNext = ++next;
      retryAt = at;
    } else if (unit === ONE || (unit !== undefined && unit === characters[at])) {
      next++;
      at++;
    } else if (retryNext >= 0) {
      next = retryNext;
      at = ++retryAt;
    } else return false;
  }
  while (units[next] === ANY) next++;
  return next === units.length;
}

const ANY = Symbol('any');
const ONE = Symbol('one');

function unitsOf(pattern: Pattern): (string | symbol)[] {
  return pattern.flatMap((piece): (string | symbol)[] =>
    typeof piece === 'string' ? Array.from(piece) : [piece.wildcard === 'any' ? ANY : ONE],
  );
}

const WORD_CHARACTER = /[\p{L}\p{N}]/u;

/**
 * Whether a text contains a match of the pattern. Ignores case. A pattern without wildcards matches only whole words;
 * a pattern with wildcards matches anywhere.
 */
export function containsPattern(pattern: Pattern, text: string): boolean {
  const folded = pattern.map((piece) => (typeof piece === 'string' ? piece.toLowerCase() : piece));
  const lower = text.toLowerCase();
  const [word] = folded;
  if (folded.length > 1 || typeof word !== 'string') {
    return matchesPattern([{ wildcard: 'any' }, ...folded, { wildcard: 'any' }], lower);
  }
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
    const before = lower.slice(0, at).at(-1) ?? '';
    const after = lower.charAt(at + word.length);
    const opens = WORD_CHARACTER.test(word.charAt(0)) && WORD_CHARACTER.test(before);
    const closes = WORD_CHARACTER.test(word.at(-1)!) && WORD_CHARACTER.test(after);
    if (!opens && !closes) return true;
  }
  return false;
}
