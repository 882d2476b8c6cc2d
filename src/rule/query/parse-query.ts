import { isIP } from 'node:net';
import { ANY_FIELD, type Bound, type Pattern, type Query } from './query.js';
import { QueryReader, type Word } from './query-reader.js';

/*
 * Datadog's log search syntax:
 *
 *   query      = [ or ]
 *   or         = and { "OR" and }
 *   and        = unary { [ "AND" ] unary }
 *   unary      = ( "-" | "NOT" ) unary | "(" or ")" | field ":" value | text
 *   field      = "@" path | name | "*"                      (`*:text` is free text, and no interval or comparison)
 *   value      = "(" or ")" | interval | comparison | "CIDR(" network { "," network } ")" | text
 *   interval   = ( "[" | "{" ) bound "TO" bound ( "]" | "}" )       (square: the bound itself belongs to it)
 *   comparison = ( ">=" | ">" | "<=" | "<" ) bound
 *   bound      = "*" | text
 *   text       = quoted | word
 *   quoted     = '"' { any character but '"' and "\" | "\" any character } '"'
 *   word       = { any character but space, "(", ")", '"' and "\" | "\" any character | "*" | "?" }
 *
 * In a value's brackets no other field may stand. `*` alone is everything, `field:*` says that the field is there.
 * A word that must be free text and reads `AND`, `OR` or `NOT` is quoted.
 */

/** Brackets and negations within each other. */
const DEEPEST = 100;

/**
 * Parses a query. An empty one asks for nothing in particular and matches everything.
 * @throws QueryError with the column of what cannot be understood.
 */
export function parseQuery(text: string): Query {
  const reader = new QueryReader(text);
  reader.skipSpace();
  if (reader.ended) return { kind: 'everything' };
  const query = new QueryParser(reader).or(undefined, 0);
  reader.skipSpace();
  if (reader.sees(')')) reader.fail("this ')' closes nothing");
  return query;
}

class QueryParser {
  readonly #reader: QueryReader;

  constructor(reader: QueryReader) {
    this.#reader = reader;
  }

  /** @param field that texts belong to, within the brackets of a value */
  or(field: string | undefined, depth: number): Query {
    const parts = [this.#and(field, depth)];
    while (this.#reader.keyword('OR')) parts.push(this.#and(field, depth));
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts };
  }

  #and(field: string | undefined, depth: number): Query {
    const parts = [this.#unary(field, depth)];
    while (this.#reader.keyword('AND') || this.#goesOn()) parts.push(this.#unary(field, depth));
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
  }

  #goesOn(): boolean {
    const reader = this.#reader;
    reader.skipSpace();
    if (reader.ended || reader.sees(')')) return false;
    return !/^OR(?:[\s()]|$)/.test(reader.ahead(3));
  }

  #unary(field: string | undefined, depth: number): Query {
    const reader = this.#reader;
    if (depth > DEEPEST) reader.fail(`more than ${DEEPEST} brackets and negations within each other`);
    if (reader.keyword('NOT')) return { kind: 'not', part: this.#unary(field, depth + 1) };
    reader.skipSpace();
    if (reader.take('-')) {
      if (/^(?:\s|$)/.test(reader.ahead(1))) reader.fail("expected what '-' excludes right after it");
      return { kind: 'not', part: this.#unary(field, depth + 1) };
    }
    if (reader.take('(')) return this.#bracket(field, depth);
    if (field !== undefined) return this.#text(field);
    const name = reader.field();
    return name === undefined ? this.#text(ANY_FIELD) : this.#value(name, depth);
  }

  #bracket(field: string | undefined, depth: number): Query {
    const query = this.or(field, depth + 1);
    this.#reader.expect(')', 'to close the bracket');
    return query;
  }

  #value(field: string, depth: number): Query {
    const reader = this.#reader;
    if (reader.take('(')) return this.#bracket(field, depth);
    if (field === ANY_FIELD) return this.#text(field);
    if (reader.sees('[') || reader.sees('{')) return this.#interval(field);
    for (const sign of ['>=', '>', '<=', '<']) {
      if (!reader.take(sign)) continue;
      const bound = this.#bound(sign.endsWith('='), '') ?? reader.fail(`expected a value after '${sign}'`);
      return sign.startsWith('>')
        ? { kind: 'range', field, low: bound }
        : { kind: 'range', field, high: bound };
    }
    if (reader.take('CIDR(')) return this.#cidr(field);
    return this.#text(field);
  }

  #interval(field: string): Query {
    const reader = this.#reader;
    const low = this.#bound(reader.take('[') || !reader.take('{'), ']}');
    if (!reader.keyword('TO')) reader.fail("expected 'TO' between the ends of the range");
    const high = this.#bound(true, ']}');
    reader.skipSpace();
    const inclusive = reader.take(']');
    if (!inclusive) reader.expect('}', "or ']' to close the range");
    if (low === undefined && high === undefined) return { kind: 'exists', field };
    return {
      kind: 'range',
      field,
      ...(low && { low }),
      ...(high && { high: { value: high.value, inclusive } }),
    };
  }

  /** `undefined` for `*`, which is no bound. */
  #bound(inclusive: boolean, stop: string): Bound | undefined {
    this.#reader.skipSpace();
    const { pattern, at } = this.#reader.word(stop);
    if (isAny(pattern)) return undefined;
    const [value = ''] = pattern;
    if (pattern.length > 1 || typeof value !== 'string') this.#reader.fail('a bound has no wildcards', at);
    return { value, inclusive };
  }

  #cidr(field: string): Query {
    const reader = this.#reader;
    const networks: string[] = [];
    do {
      reader.skipSpace();
      const { raw, at } = reader.word(',');
      const [address = '', prefix = '', more] = raw.split('/');
      const family = isIP(address);
      if (
        family === 0 ||
        more !== undefined ||
        !/^\d{1,3}$/.test(prefix) ||
        Number(prefix) > (family === 4 ? 32 : 128)
      ) {
        reader.fail(`'${raw}' is no network such as 10.0.0.0/8`, at);
      }
      networks.push(raw);
      reader.skipSpace();
    } while (reader.take(','));
    reader.expect(')', 'to close CIDR(');
    return { kind: 'cidr', field, networks };
  }

  #text(field: string): Query {
    const word = this.#reader.word();
    this.#refuseSigns(word);
    if (!isAny(word.pattern)) return { kind: 'term', field, pattern: word.pattern };
    return field === ANY_FIELD ? { kind: 'everything' } : { kind: 'exists', field };
  }

  /** Signs of other query languages, which would be searched for as if they were text. */
  #refuseSigns({ raw, at }: Word): void {
    if (raw === '&&' || raw === 'AND')
      this.#reader.fail(`'${raw}' needs something on both sides; && is written AND`, at);
    if (raw === '||' || raw === 'OR')
      this.#reader.fail(`'${raw}' needs something on both sides; || is written OR`, at);
    if (raw.startsWith('!')) this.#reader.fail(`'${raw}' is written with - or NOT`, at);
  }
}

function isAny(pattern: Pattern): boolean {
  const [piece] = pattern;
  return pattern.length === 1 && typeof piece === 'object' && piece.wildcard === 'any';
}
