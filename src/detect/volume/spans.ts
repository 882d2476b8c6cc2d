import type { VolumeFinding } from './volume.js';

/** A window that signals. */
export interface SignallingWindow {
  /** Its buckets above the upper bound, ascending, not empty. */
  readonly exceeding: readonly { readonly bucket: number; readonly excess: number }[];
  readonly finding: VolumeFinding;
  /** Index of the first case of the rule that it matches. */
  readonly caseIndex: number;
}

/** Buckets `[start, end)` of one signal, and the strongest window that contributed to it. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly finding: VolumeFinding;
  /** The lowest of any of its windows. */
  readonly caseIndex: number;
}

type OpenSpan = { -readonly [Key in keyof Span]: Span[Key] };

/** All in buckets, but for the excess. */
export interface SpanLimits {
  readonly keepAlive: number;
  readonly maxSignal: number;
  readonly minimumExcess: number;
}

/**
 * Joins the windows that signal, given in time order, into signals. One burst lies in as many windows as a
 * window has buckets, and all of them signal; so what counts is not windows but buckets above the upper bound:
 * - A signal starts with the first such bucket of its first window and ends after the last one of any window:
 *   its span holds the burst, not the quiet around it in the windows.
 * - A bucket within `keepAlive` of the end so far is part of the same signal, with all that lies between.
 * - A signal that would become longer than `maxSignal` is closed and another one may start there; but only
 *   where buckets that no signal holds yet have `minimumExcess` by themselves, or the last drops of a burst
 *   would be a finding of their own.
 */
export class SpanJoiner {
  readonly #limits: SpanLimits;
  readonly #spans: OpenSpan[] = [];

  constructor(limits: SpanLimits) {
    this.#limits = limits;
  }

  /** The signals so far, ascending, apart. */
  get spans(): readonly Span[] {
    return this.#spans;
  }

  /** @returns the signals that have grown by this window; none when it adds no bucket. */
  add(window: SignallingWindow): readonly Span[] {
    const grown: OpenSpan[] = [];
    let uncovered = window.exceeding.filter(({ bucket }) => bucket >= (this.#spans.at(-1)?.end ?? 0));
    for (; uncovered.length > 0; uncovered = uncovered.slice(1)) {
      const { bucket } = uncovered[0]!;
      let span = this.#spans.at(-1);
      if (span && this.#reaches(span, bucket)) {
        span.end = bucket + 1;
      } else if (uncovered.reduce((sum, { excess }) => sum + excess, 0) >= this.#limits.minimumExcess) {
        const { finding, caseIndex } = window;
        span = { start: bucket, end: bucket + 1, finding, caseIndex };
        this.#spans.push(span);
      } else {
        break;
      }
      if (grown.at(-1) !== span) grown.push(span);
    }
    for (const span of grown.length > 0 ? grown : this.#spans.slice(-1)) absorb(span, window);
    return grown;
  }

  #reaches(span: Span, bucket: number): boolean {
    return bucket - span.end <= this.#limits.keepAlive && bucket + 1 - span.start <= this.#limits.maxSignal;
  }
}

/** Keeps the stronger window: the less probable, then the greater excess, then the earlier. */
function absorb(span: OpenSpan, { finding, caseIndex }: SignallingWindow): void {
  const stronger = probability(finding) - probability(span.finding) || span.finding.excess - finding.excess;
  if (stronger < 0) span.finding = finding;
  span.caseIndex = Math.min(span.caseIndex, caseIndex);
}

/** What was not tested is weaker than anything that was. */
function probability({ analysis }: VolumeFinding): number {
  return analysis.pValue ?? 1;
}
