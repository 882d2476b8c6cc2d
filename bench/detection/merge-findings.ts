import type { Finding } from './finding.js';

export interface MergeLimits {
  /** Longest quiet inside one finding, seconds. */
  readonly keepAlive: number;
  /** Longest finding, seconds, unless a detector gave a longer one. */
  readonly maxSignalDuration: number;
}

/**
 * Joins findings of one identity as signals are joined, so that counts of different detectors compare: one that
 * starts within `keepAlive` of another's end continues it, until the whole would be longer than
 * `maxSignalDuration`; what the other already covers is never found twice. Sorted by key, then start.
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
