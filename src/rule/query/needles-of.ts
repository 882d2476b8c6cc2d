import { neededOf } from '../../decode/needles.js';
import { EVENT_NAME_FIELDS, isInRecord } from './event-attributes.js';
import type { Query } from './query.js';

/** How to find the records that can match a query in the text of an object, before the records are parsed. */
export type Needles =
  /** Every record that matches contains at least one of these needles in its text; characters can be JSON escapes. */
  | { readonly kind: 'anyOf'; readonly needles: readonly string[] }
  /** The query gives no needle: all records must be parsed. */
  | { readonly kind: 'all' };

interface Choice {
  readonly needles: readonly string[];
  /** A heuristic: the larger, the fewer records contain such a needle. */
  readonly selectivity: number;
}

/** Added for needles from the event name: few records have the same event name. */
const EVENT_NAME_SELECTIVITY = 1000;
/**
 * Text that has the same spelling in JSON: no character that JSON must or can write as a short escape. At least three
 * characters, because shorter texts are in nearly all records.
 */
const UNESCAPED_TEXT = /[ !#-.0-[\]-~]{3,}/g;
/** Can be a number, and JSON has several spellings of the same number. */
const NUMBER_LIKE = /^[\d.eE+-]*$/;

/** The needles of a query. For `and`, the most selective part gives them; for `or`, every part must give some. */
export function needlesOf(query: Query): Needles {
  const choice = choose(query);
  if (choice === undefined) return { kind: 'all' };
  return { kind: 'anyOf', needles: neededOf(choice.needles) };
}

function choose(query: Query): Choice | undefined {
  switch (query.kind) {
    case 'and':
      return query.parts
        .map(choose)
        .reduce((best, next) =>
          next !== undefined && (best === undefined || next.selectivity > best.selectivity) ? next : best,
        );
    case 'or': {
      const choices = query.parts.map(choose);
      const known = choices.filter((choice) => choice !== undefined);
      if (known.length < choices.length) return undefined;
      return {
        needles: known.flatMap(({ needles }) => needles),
        selectivity: Math.min(...known.map(({ selectivity }) => selectivity)),
      };
    }
    case 'term': {
      if (!isInRecord(query.field)) return undefined;
      const texts = query.pattern
        .flatMap((piece) => (typeof piece === 'string' ? (piece.match(UNESCAPED_TEXT) ?? []) : []))
        .filter((text) => !NUMBER_LIKE.test(text));
      const longest = texts.reduce((best, text) => (text.length > best.length ? text : best), '');
      if (longest === '') return undefined;
      const selectivity =
        longest.length + (EVENT_NAME_FIELDS.includes(query.field) ? EVENT_NAME_SELECTIVITY : 0);
      return { needles: [longest], selectivity };
    }
    default:
      return undefined;
  }
}
