import { EVENT_NAME_FIELDS, isInRecord } from './event-attributes.js';
import type { Query } from './query.js';

/** How a reader can tell by a record's text alone that a query does not match it. */
export type Needles =
  /** Every record that matches has at least one of these in its text, if need be with JSON escapes. */
  | { readonly kind: 'anyOf'; readonly needles: readonly string[] }
  /** Nothing is known: every record must be parsed. */
  | { readonly kind: 'all' };

interface Choice {
  readonly needles: readonly string[];
  /** The larger, the fewer records have such a word. */
  readonly worth: number;
}

/** Names of calls are what sets records apart. */
const NAME_WORTH = 1000;
/** JSON never must escape these; and no shorter words, which are everywhere. */
const PLAIN_RUN = /[ !#-.0-[\]-~]{3,}/g;
/** May be how a number is written, which JSON can write in other ways. */
const NUMERIC = /^[\d.eE+-]*$/;

/** The words to look for in records before they are parsed. */
export function needlesOf(query: Query): Needles {
  const choice = choose(query);
  if (choice === undefined) return { kind: 'all' };
  const needles = [...new Set(choice.needles)];
  // A word within another finds that one too.
  const needed = needles.filter((word) => !needles.some((other) => other !== word && word.includes(other)));
  return { kind: 'anyOf', needles: needed.sort() };
}

function choose(query: Query): Choice | undefined {
  switch (query.kind) {
    case 'and':
      return query.parts
        .map(choose)
        .reduce((best, next) =>
          next !== undefined && (best === undefined || next.worth > best.worth) ? next : best,
        );
    case 'or': {
      const choices = query.parts.map(choose);
      const known = choices.filter((choice) => choice !== undefined);
      if (known.length < choices.length) return undefined;
      return {
        needles: known.flatMap(({ needles }) => needles),
        worth: Math.min(...known.map(({ worth }) => worth)),
      };
    }
    case 'term': {
      if (!isInRecord(query.field)) return undefined;
      const runs = query.pattern
        .flatMap((piece) => (typeof piece === 'string' ? (piece.match(PLAIN_RUN) ?? []) : []))
        .filter((run) => !NUMERIC.test(run));
      const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
      if (longest === '') return undefined;
      const worth = longest.length + (EVENT_NAME_FIELDS.includes(query.field) ? NAME_WORTH : 0);
      return { needles: [longest], worth };
    }
    default:
      return undefined;
  }
}
