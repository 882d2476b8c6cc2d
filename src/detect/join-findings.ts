import type { Finding } from './finding.js';

/** Buckets `[start, end)` of one signal, and the findings that led to it, at least one. */
export interface SignalSpan {
  readonly start: number;
  readonly end: number;
  readonly findings: readonly Finding[];
}

/**
 * Joins the findings of one session, of all analyses and threshold cases, to signals. Findings that share a bucket
 * become one signal, but none longer than `longest`: a finding that would make it longer starts a signal of its own
 * where the other one ends. A single finding that is longer than `longest` is not cut: an analysis may use windows that
 * are longer than the signals of the rule.
 * @param findings in any order; of two with the same buckets the first comes first in the signal
 * @param longest in buckets
 * @returns in time order, without overlap
 */
export function joinFindings(findings: readonly Finding[], longest: number): SignalSpan[] {
  const spans: SignalSpan[] = [];
  for (const finding of [...findings].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const { start, end } = finding;
    const open = spans.at(-1);
    if (open === undefined || start >= open.end) {
      spans.push({ start, end, findings: [finding] });
    } else if (end > open.end && end - open.start > longest) {
      spans.push({ start: open.end, end, findings: [finding] });
    } else {
      spans[spans.length - 1] = {
        start: open.start,
        end: Math.max(open.end, end),
        findings: [...open.findings, finding],
      };
    }
  }
  return spans;
}
