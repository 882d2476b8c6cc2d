import { mostFrequent } from '../most-frequent.js';
import { densestSpan, type Span } from './densest-span.js';

/** What happened in a session, and in which bucket. */
interface Occurrence {
  readonly session: number;
  readonly bucket: number;
}

/**
 * The session that has most of a window, and the span of at most `most` buckets that has most of what it has there.
 * @param window in the order of the buckets, at least one
 */
export function mainSessionSpan(
  window: readonly Occurrence[],
  most: number,
): Span & { readonly session: number } {
  const session = mostFrequent(window.map((one) => one.session));
  const own = window.flatMap((one) => (one.session === session ? [one.bucket] : []));
  return { session, ...densestSpan(own, most) };
}
