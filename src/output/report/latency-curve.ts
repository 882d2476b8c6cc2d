import { DELIVERY_LAG, STAGES } from '../../metrics/stages.js';
import type { LatencyCurve } from './report-data.js';

/** Value, percentile as a fraction, count. */
const LINE = /^\s*([\d.]+)\s+([\d.]+)\s+\d+/;

/** @param text of `latency-STAGE.hgrm`: a percentile distribution as HdrHistogram writes it */
export function latencyCurve(stage: string, text: string): LatencyCurve {
  const points = text.split('\n').flatMap((line) => {
    const [, value, fraction] = LINE.exec(line) ?? [];
    // The last line, of the largest value, has no finite place on an axis of percentiles.
    return value === undefined || Number(fraction) >= 1
      ? []
      : [{ value: Number(value), fraction: Number(fraction) }];
  });
  return {
    stage,
    unit: stage === DELIVERY_LAG ? 's' : 'us',
    percentiles: points.map(({ fraction }) => fraction * 100),
    values: points.map(({ value }) => value),
  };
}

/** Curves in the order of the stages. */
export function inOrder(curves: readonly LatencyCurve[]): LatencyCurve[] {
  const stages: readonly string[] = STAGES;
  const rank = ({ stage }: LatencyCurve): number =>
    (stages.indexOf(stage) + stages.length + 1) % (stages.length + 1);
  return [...curves].sort((a, b) => rank(a) - rank(b));
}
