import { printable } from './printable.js';
import { timeText } from './words.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes a text. It may come from a record, which an attacker may have written. */
export function escape(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** `2026-03-01T12:00:05Z` as `2026-03-01 12:00:05`. */
export function instant(text: string): string {
  return `<time datetime="${escape(text)}">${escape(timeText(text))}</time>`;
}
