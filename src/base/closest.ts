/**
 * The candidate that a misspelt word most likely stands for: the one with the fewest edits (a character more, less or
 * other, or two neighbours exchanged), where upper and lower case are the same.
 * @param most how many edits a word may be away. @default one for every four characters, at least one and at most three
 * @returns undefined if none is near
 */
export function closest(
  word: string,
  candidates: readonly string[],
  most = Math.min(3, Math.max(1, Math.floor(word.length / 4))),
): string | undefined {
  const wanted = word.toLowerCase();
  let least = most;
  let best: string | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > least) continue;
    const edits = editsBetween(wanted, candidate.toLowerCase());
    if (edits > least || (edits === least && best !== undefined)) continue;
    [least, best] = [edits, candidate];
  }
  return best;
}

/** The Damerau-Levenshtein distance in its restricted form (optimal string alignment). */
function editsBetween(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, before[j - 2]! + 1);
      }
      row.push(edits);
    }
    [before, previous] = [previous, row];
  }
  return previous[b.length]!;
}
