import { ANY_FIELD, type Bound, type Pattern, type Query } from './query.js';

/** The canonical text of a query. `parseQuery` of this text gives the same query again. */
export function printQuery(query: Query): string {
  switch (query.kind) {
    case 'everything':
      return '*';
    case 'and':
      return query.parts.map(operand).join(' ');
    case 'or':
      return query.parts.map(operand).join(' OR ');
    case 'not':
      return `-${operand(query.part)}`;
    case 'term':
      return `${prefix(query.field)}${patternText(query.pattern)}`;
    case 'exists':
      return `${prefix(query.field)}*`;
    case 'range':
      return `${prefix(query.field)}${rangeText(query.low, query.high)}`;
    case 'cidr':
      return `${prefix(query.field)}CIDR(${query.networks.join(', ')})`;
  }
}

function operand(query: Query): string {
  const text = printQuery(query);
  return query.kind === 'and' || query.kind === 'or' || query.kind === 'not' ? bracketed(query, text) : text;
}

/** Puts `and` and `or` in brackets. A negation needs none. */
function bracketed(query: Query, text: string): string {
  return query.kind === 'not' ? text : `(${text})`;
}

function prefix(field: string): string {
  if (field === ANY_FIELD) return '';
  const sigil = field.startsWith('@') ? '@' : '';
  return `${sigil}${field.slice(sigil.length).replace(/[\s:()[\]{}"*?\\<>@!-]/gu, '\\$&')}:`;
}

function rangeText(low: Bound | undefined, high: Bound | undefined): string {
  if (high === undefined) return `${low!.inclusive ? '>=' : '>'}${literal(low!.value)}`;
  if (low === undefined) return `${high.inclusive ? '<=' : '<'}${literal(high.value)}`;
  const [open, close] = [low.inclusive ? '[' : '{', high.inclusive ? ']' : '}'];
  return `${open}${literal(low.value)} TO ${literal(high.value)}${close}`;
}

function patternText(pattern: Pattern): string {
  if (pattern.length === 0) return '""';
  const text = pattern
    .map((piece) => (typeof piece === 'string' ? escapeText(piece) : piece.wildcard === 'any' ? '*' : '?'))
    .join('');
  return /^(?:AND|OR|NOT|TO|CIDR)$/.test(text) ? `"${text}"` : text;
}

function literal(value: string): string {
  return patternText(value === '' ? [] : [value]);
}

/** Escapes characters that have a meaning everywhere, and at the start also those that have a meaning only there. */
export function escapeText(text: string): string {
  return text.replace(/[\s()[\]{}"*?\\:<>]/g, '\\$&').replace(/^[-!=&|]/, '\\$&');
}
