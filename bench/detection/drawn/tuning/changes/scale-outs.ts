import { poisson } from '../../../../../src/simulate/distributions.js';
import type { Random } from '../../../../../src/simulate/random.js';
import { DAY, HOUR, type Span } from '../calendar.js';
import { logUniform, uniform } from '../draw.js';

/** A time in which a program has many more instances, or does much more. */
export interface ScaleOut {
  readonly from: number;
  readonly to: number;
  /** How many times as many reads, 2 to 20. */
  readonly factor: number;
}

export function drawScaleOuts(random: Random, span: Span, per30Days: number): ScaleOut[] {
  return Array.from({ length: poisson(random, (per30Days * (span.to - span.from)) / (30 * DAY)) }, () => {
    const from = uniform(random, span.from, span.to);
    return {
      from,
      to: from + logUniform(random, HOUR / 2, 2 * DAY),
      factor: Math.round(logUniform(random, 2, 20)),
    };
  });
}

/** How many instances do a run at a time: 1 outside of scale-outs. */
export function factorAt(scaleOuts: readonly ScaleOut[], time: number): number {
  return scaleOuts.find(({ from, to }) => from <= time && time < to)?.factor ?? 1;
}
