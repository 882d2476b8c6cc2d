import type { AnalysisResult } from '../../model/signal.js';

/** A window that signals. */
export interface SignallingWindow {
  /** Its buckets above the upper bound, ascending, not empty. */
  readonly exceeding: readonly { readonly bucket: number; readonly excess: number }[];
  /** Sum of the excess of the whole window. */
  readonly excess: number;
  readonly result: AnalysisResult;
  /** Index of the first case of the rule that the window matches. */
  readonly caseIndex: number;
}

/** Buckets `[start, end)` of the windows that were joined, and the strongest of these windows. */
export interface JoinedWindows {
  readonly start: number;
  readonly end: number;
  readonly excess: number;
  readonly result: AnalysisResult;
  /** The lowest of all windows. */
  readonly caseIndex: number;
}

type OpenSpan = { -readonly [Key in keyof JoinedWindows]: JoinedWindows[Key] };

/** Lengths are in buckets. */
export interface JoinLimits {
  readonly keepAlive: number;
  readonly maxSignal: number;
  readonly minimumExcess: number;
}

/**
 * Joins the overlapping windows of one analysis to findings, while the windows are still being evaluated: what it has
 * joined must leave the history of the next window at once. (join-findings.ts does another job: it joins complete
 * findings of different analyses to signals.)
 *
 * Windows are given in time order. One burst lies in as many windows as a window has buckets, and all of them signal.
 * So the buckets above the upper bound are joined, not the windows:
 * - A span starts with the first such bucket of its first window and ends after the last one of any window. It holds
 *   the burst without the quiet buckets around it.
 * - A bucket at most `keepAlive` after the end belongs to the same span, with all buckets in between.
 * - A span that would become longer than `maxSignal` is closed. Another one starts there only if the buckets that no
 *   span holds yet have `minimumExcess` by themselves; the last few retrievals of a burst are no finding.
 */
export class WindowJoiner {
  readonly #limits: JoinLimits;
  readonly #spans: OpenSpan[] = [];

  constructor(limits: JoinLimits) {
    this.#limits = limits;
  }

  /** The spans so far, ascending, without overlap. */
  get spans(): readonly JoinedWindows[] {
    return this.#spans;
  }

  /** @returns the spans that this window has extended; none if it adds no bucket. */
  add(window: SignallingWindow): readonly JoinedWindows[] {
    const grown: OpenSpan[] = [];
    let uncovered = window.exceeding.filter(({ bucket }) => bucket >= (this.#spans.at(-1)?.end ?? 0));
    for (; uncovered.length > 0; uncovered = uncovered.slice(1)) {
      const { bucket } = uncovered[0]!;
      let span = this.#spans.at(-1);
      if (span && this.#reaches(span, bucket)) {
        span.end = bucket + 1;
      } else if (uncovered.reduce((sum, { excess }) => sum + excess, 0) >= this.#limits.minimumExcess) {
        const { excess, result, caseIndex } = window;
        span = { start: bucket, end: bucket + 1, excess, result, caseIndex };
        this.#spans.push(span);
      } else {
        break;
      }
      if (grown.at(-1) !== span) grown.push(span);
    }
    for (const span of grown.length > 0 ? grown : this.#spans.slice(-1)) absorb(span, window);
    return grown;
  }

  #reaches(span: JoinedWindows, bucket: number): boolean {
    return bucket - span.end <= this.#limits.keepAlive && bucket + 1 - span.start <= this.#limits.maxSignal;
  }
}

/** Keeps the stronger window: the smaller p-value, then the larger excess, then the earlier window. */
function absorb(span: OpenSpan, { excess, result, caseIndex }: SignallingWindow): void {
  const difference = pValueOf(result) - pValueOf(span.result) || span.excess - excess;
  if (difference < 0) {
    span.excess = excess;
    span.result = result;
  }
  span.caseIndex = Math.min(span.caseIndex, caseIndex);
}

/** A result that was not tested is weaker than any that was. */
function pValueOf({ pValue }: AnalysisResult): number {
  return pValue ?? 1;
}
