const QUERY_FIRST = /^(\S+?)\s*(>=?)\s*(\d+(?:\.\d+)?)(?:\s+(\d+))?$/;
const NUMBER_FIRST = /^(\d+(?:\.\d+)?)(?:\s+(\d+))?\s*(<=?)\s*(\S+)$/;

/** What a case's condition may look like, for messages. */
export const CONDITION_FORMS = "'a > 0.995', 'a > 99 5' (99.5 per cent) or '0.995 < a'";

export interface Condition {
  /** The query that it speaks of. */
  readonly query: string;
  /** 0 to 1 */
  readonly percentile: number;
}

/**
 * Reads the condition of a case of an anomaly detection rule: one query compared with one percentile, either
 * way round. Below 1 the number is a fraction, from 1 on per cent; a second number gives its decimals.
 * @returns `undefined` when the text is no such condition.
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
  return { query, percentile: number < 1 ? number : movePoint(digits) };
}

/** Per cent to fraction by moving the point, so that `99.5` is the very number `0.995`. */
function movePoint(digits: string): number {
  return Number(`${digits}e-2`);
}
