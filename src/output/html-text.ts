import { printable } from './printable.js';

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
  return `<time datetime="${escape(text)}">${escape(text.replace('T', ' ').replace('Z', ''))}</time>`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `1 object`, `1,234 objects`. */
export function plural(amount: number, one: string, more = `${one}s`): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? one : more}`;
}
