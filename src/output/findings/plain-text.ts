import { printable } from '../printable.js';

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** A text of a record without characters that control a terminal, reverse text or are half of a pair. */
export function plainText(text: string): string {
  return printable(text).replace(LONE_SURROGATE, '\ufffd');
}

/** At most `most` UTF-16 units of a text, at least 1; `…` ends what was cut. Never ends within a pair. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A value of JSON in which no text has half of a pair: many readers refuse these, which JSON can hold. */
export function wellFormed<Value>(value: Value): Value;
export function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(LONE_SURROGATE, '\ufffd');
  if (Array.isArray(value)) return value.map((one: unknown) => wellFormed(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, wellFormed(one as unknown)]));
}
