const QUERY_FIRST = /^(\S+?)\s*(>=?)\s*(\d+(?:\.\d+)?)(?:\s+(\d+))?$/;
const NUMBER_FIRST = /^(\d+(?:\.\d+)?)(?:\s+(\d+))?\s*(<=?)\s*(\S+)$/;

/** Examples of the condition of a case, for messages. */
export const CONDITION_EXAMPLES = "'a > 0.995', 'a > 99 5' (99.5 per cent) or '0.995 < a'";

export interface Condition {
  /** Name of the query whose value is compared. */
  readonly query: string;
  /** As a fraction, 0 to 1. */
  readonly percentile: number;
}

/**
 * Parses the condition of a case of an anomaly detection rule: one query compared with one percentile, in either
 * order. A number below 1 is a fraction, a number of 1 or more is per cent. A second number gives the decimals.
 * @example `a > 0.995`, `a > 99 5` and `0.995 < a` all give `{ query: 'a', percentile: 0.995 }`.
 * @returns `undefined` if the text is not such a condition
 */
export function parseCondition(text: string): Condition | undefined {
  const queryFirst = QUERY_FIRST.exec(text.trim());
  const numberFirst = queryFirst ? null : NUMBER_FIRST.exec(text.trim());
  const query = queryFirst?.[1] ?? numberFirst?.[4];
  const whole = queryFirst?.[3] ?? numberFirst?.[1];
  const decimals = queryFirst?.[4] ?? numberFirst?.[2];
  if (query === undefined || whole === undefined) return undefined;
  if (decimals !== undefined && whole.includes('.')) return undefined;
  const digits = decimals === undefined ? whole : `${whole}.${decimals}`;
  const number = Number(digits);
  return { query, percentile: number < 1 ? number : percentToFraction(digits) };
}

/**
 * Per cent to fraction. Changes the exponent of the text, so that `99.5` gives exactly `0.995` without a rounding
 * error.
 */
function percentToFraction(digits: string): number {
  return Number(`${digits}e-2`);
}
