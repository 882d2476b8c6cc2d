import { BlockList, isIP } from 'node:net';
import { type Attributes, valueText } from './attributes.js';
import { containsPattern, matchesPattern } from './match-pattern.js';
import { ANY_FIELD, type Bound, type Pattern, type Query } from './query.js';

/**
 * Whether a query matches. Values of fields are case-sensitive (but see `Attributes.ignoresCase`), free text is not. A
 * list matches if one of its values matches. A range whose bounds are all numbers matches only numbers (also those in strings) and compares them as
 * numbers; any other range compares texts by their UTF-16 code units.
 */
export function matches(query: Query, attributes: Attributes): boolean {
  switch (query.kind) {
    case 'everything':
      return true;
    case 'and':
      return query.parts.every((part) => matches(part, attributes));
    case 'or':
      return query.parts.some((part) => matches(part, attributes));
    case 'not':
      return !matches(query.part, attributes);
    case 'exists':
      return attributes.valuesOf(query.field).length > 0;
    case 'term': {
      const { field, pattern } = query;
      if (field !== ANY_FIELD) {
        const ignoresCase = attributes.ignoresCase?.(field) === true;
        const wanted = ignoresCase ? lowerCase(pattern) : pattern;
        return anyText(attributes, field, (text) =>
          matchesPattern(wanted, ignoresCase ? text.toLowerCase() : text),
        );
      }
      for (const text of attributes.texts()) if (containsPattern(pattern, text)) return true;
      return false;
    }
    case 'range':
      return anyText(attributes, query.field, (text) => isWithin(text, query.low, query.high));
    case 'cidr': {
      const networks = networksOf(query.networks);
      return anyText(attributes, query.field, (text) => {
        const family = isIP(text);
        return family !== 0 && networks.check(text, family === 4 ? 'ipv4' : 'ipv6');
      });
    }
  }
}

function lowerCase(pattern: Pattern): Pattern {
  return pattern.map((piece) => (typeof piece === 'string' ? piece.toLowerCase() : piece));
}

function anyText(attributes: Attributes, field: string, test: (text: string) => boolean): boolean {
  return attributes.valuesOf(field).some((value) => {
    const text = valueText(value);
    return text !== undefined && test(text);
  });
}

function isWithin(text: string, low: Bound | undefined, high: Bound | undefined): boolean {
  const numeric = [low, high].every((bound) => bound === undefined || isNumber(bound.value));
  if (numeric && !isNumber(text)) return false;
  const compare = (bound: Bound): number => {
    if (numeric) return Number(text) - Number(bound.value);
    return text < bound.value ? -1 : text === bound.value ? 0 : 1;
  };
  if (low !== undefined && (low.inclusive ? compare(low) < 0 : compare(low) <= 0)) return false;
  return high === undefined || (high.inclusive ? compare(high) <= 0 : compare(high) < 0);
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

const BLOCK_LISTS = new WeakMap<readonly string[], BlockList>();

function networksOf(networks: readonly string[]): BlockList {
  let list = BLOCK_LISTS.get(networks);
  if (list === undefined) {
    list = new BlockList();
    for (const network of networks) {
      const [address = '', prefix] = network.split('/');
      list.addSubnet(address, Number(prefix), isIP(address) === 4 ? 'ipv4' : 'ipv6');
    }
    BLOCK_LISTS.set(networks, list);
  }
  return list;
}
