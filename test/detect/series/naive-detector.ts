import type { Moments } from '../../../src/detect/series/baseline.js';
import type { BucketPeriod } from '../../../src/detect/period.js';
import { withOneReadDay } from '../../../src/detect/series/shrinkage.js';
import { upperTail } from '../../../src/detect/probability/tail.js';
import { DAY } from '../../../src/model/time.js';
import type { Rule } from '../../../src/rule/rule.js';

export interface NaiveSpan {
  start: number;
  end: number;
}

/**
 * The evaluation of evaluation windows, written directly from the definition without regard to time and memory: one
 * number for each bucket, everything computed again for each window.
 */
export class NaiveDetector {
  readonly excluded = new Set<number>();

  /** @param retrievals by bucket; a bucket that is absent has no entry in the series */
  constructor(
    readonly retrievals: ReadonlyMap<number, number>,
    readonly period: BucketPeriod,
  ) {}

  get first(): number {
    return Math.min(...this.retrievals.keys());
  }

  valueOf(bucket: number): number {
    return this.retrievals.get(bucket) ?? 0;
  }

  historyBefore(start: number): number[] {
    const from = Math.max(this.first, start - this.period.lookback);
    return range(from, start);
  }

  upperBound(start: number, percentile: number): number {
    const values = this.historyBefore(start)
      .filter((bucket) => !this.excluded.has(bucket))
      .map((bucket) => this.valueOf(bucket))
      .sort((a, b) => a - b);
    // The smallest value that at least this fraction does not exceed; in thousandths, to stay exact.
    const needed = Math.round(percentile * 1000) * values.length;
    return values.find((value) => values.filter((other) => other <= value).length * 1000 >= needed) ?? 0;
  }

  moments(start: number): Moments {
    const history = this.historyBefore(start);
    const totals: number[] = [];
    for (let end = start; history.length > 0 && end > history[0]!; end -= this.period.windowLength) {
      const window = range(end - this.period.windowLength, end);
      const inHistory = window.filter((bucket) => bucket >= history[0]!);
      if (inHistory.some((bucket) => this.excluded.has(bucket))) continue;
      totals.push(inHistory.reduce((sum, bucket) => sum + this.valueOf(bucket), 0));
    }
    const n = totals.length;
    const mean = n === 0 ? 0 : totals.reduce((sum, x) => sum + x, 0) / n;
    const squares = totals.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    return { windows: n, mean, variance: n < 2 ? 0 : squares / (n - 1) };
  }

  /** The largest count at the same time of day, one bucket earlier or later included, in the history before `start`. */
  usualAt(start: number, bucket: number): number {
    const { day } = this.period;
    const values = this.historyBefore(start)
      .filter((other) => !this.excluded.has(other))
      .filter((other) => [day - 1, 0, 1].includes((bucket - other) % day) && bucket - other >= day - 1)
      .map((other) => this.valueOf(other));
    return Math.max(0, ...values);
  }

  spans(rule: Rule): NaiveSpan[] {
    this.#pass(rule, this.period.historyFrom, this.period.from);
    return this.#pass(rule, this.period.from, this.period.to);
  }

  #pass(rule: Rule, from: number, to: number): NaiveSpan[] {
    const spans: NaiveSpan[] = [];
    const evaluableFrom = this.first + this.period.learning;
    const begin = rule.learningPeriodBaseline === undefined ? Math.max(from, evaluableFrom) : from;
    for (let start = begin; start < to; start++) {
      if (start > begin && start + this.period.windowLength > to) break;
      const window = range(start, Math.min(start + this.period.windowLength, to));
      const learning = start < evaluableFrom;
      const bound = learning ? rule.learningPeriodBaseline! : this.upperBound(start, rule.percentile);
      const usual = (bucket: number): number =>
        learning ? bound : Math.max(bound, this.usualAt(start, bucket));
      const excessOf = (buckets: number[]): number =>
        buckets.reduce((sum, bucket) => sum + Math.max(0, this.valueOf(bucket) - usual(bucket)), 0);
      if (excessOf(window) < rule.minimumExcess) continue;
      if (!learning) {
        const total = window.reduce((sum, bucket) => sum + this.valueOf(bucket), 0);
        const { mean, variance } = withOneReadDay(this.moments(start), DAY / rule.evaluationWindow);
        const p = upperTail(total, mean, Math.max(1.5 * mean, variance)) * rule.windows.length;
        if (p > 10 ** -(rule.detectionTolerance + 1) / rule.analyses.length) continue;
      }
      const exceeding = window.filter((bucket) => this.valueOf(bucket) > usual(bucket));
      for (const bucket of exceeding) {
        const last = spans.at(-1);
        if (last && bucket < last.end) continue;
        if (
          last &&
          bucket - last.end <= this.period.keepAlive &&
          bucket + 1 - last.start <= this.period.maxSignal
        ) {
          last.end = bucket + 1;
        } else if (excessOf(exceeding.filter((other) => other >= bucket)) >= rule.minimumExcess) {
          spans.push({ start: bucket, end: bucket + 1 });
        } else break;
      }
      for (const span of spans) for (const bucket of range(span.start, span.end)) this.excluded.add(bucket);
    }
    return spans;
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset);
}
