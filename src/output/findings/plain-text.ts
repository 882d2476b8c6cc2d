import { printable } from '../table.js';

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
