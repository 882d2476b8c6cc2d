import type { Finding } from './finding.js';

export interface MergeLimits {
  /** Longest quiet time inside one finding, seconds. */
  readonly keepAlive: number;
  /** Longest merged finding, seconds; a detector may report a longer one. */
  readonly maxSignalDuration: number;
}

/**
 * Merges the findings of each identity in the way in which signals are joined, so that the counts of different detectors
 * can be compared. A finding that starts at most `keepAlive` after the end of another one extends it, unless the result
 * would be longer than `maxSignalDuration`; then it starts where the other one ends. Sorted by key, then start.
 */
export function mergeFindings(findings: readonly Finding[], limits: MergeLimits): Finding[] {
  const sorted = [...findings].sort(
    (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) || a.start - b.start || a.end - b.end,
  );
  const merged: { -readonly [Name in keyof Finding]: Finding[Name] }[] = [];
  for (const finding of sorted) {
    const { key, start, end, alertAt } = finding;
    const last = merged.at(-1);
    if (last?.key !== key) {
      merged.push({ ...finding });
    } else if (end <= last.end) {
      last.alertAt = Math.min(last.alertAt, alertAt);
    } else if (start - last.end <= limits.keepAlive && end - last.start <= limits.maxSignalDuration) {
      last.end = end;
      last.alertAt = Math.min(last.alertAt, alertAt);
    } else {
      merged.push({ ...finding, start: Math.max(start, last.end) });
    }
  }
  return merged;
}
