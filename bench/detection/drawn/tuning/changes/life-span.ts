import type { Random } from '../../../../../src/simulate/random.js';
import { DAY, type Span } from '../calendar.js';
import { uniform } from '../draw.js';

/** When a principal is active: mostly the whole period; with a chance of `churn` it begins or ends within it. */
export function drawLifeSpan(random: Random, span: Span, churn: number): Span {
  if (!random.chance(churn)) return span;
  const length = span.to - span.from;
  const at = Math.floor(uniform(random, span.from + 0.03 * length, span.to - 0.03 * length));
  switch (random.between(0, 4)) {
    case 0:
    case 1:
      return { from: at, to: span.to };
    case 2:
    case 3:
      return { from: span.from, to: at };
    default:
      return { from: at, to: Math.min(span.to, Math.floor(at + uniform(random, DAY, 12 * DAY))) };
  }
}
