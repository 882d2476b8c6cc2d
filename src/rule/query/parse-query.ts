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
 *   field      = "@" path | name | "*"                      (after `*:` only free text)
 *   value      = "(" or ")" | interval | comparison | "CIDR(" network { "," network } ")" | text
 *   interval   = ( "[" | "{" ) bound "TO" bound ( "]" | "}" )       (square: includes the bound)
 *   comparison = ( ">=" | ">" | "<=" | "<" ) bound
 *   bound      = "*" | text                                        (`*`: no bound)
 *   text       = quoted | word
 *   quoted     = '"' { any character but '"' and "\" | "\" any character } '"'
 *   word       = { any character but space, "(", ")", '"' and "\" | "\" any character | "*" | "?" }
 *
 * The brackets of a value cannot contain another field. `*` alone matches everything, `field:*` matches if the field
 * exists. To search for the word `AND`, `OR` or `NOT` as free text, put it in quotes.
 */

/** Limit of nested brackets and negations. */
const MAX_DEPTH = 100;

/**
 * Parses a query. An empty query matches everything.
 * @throws QueryError with the column of the syntax error
 */
export function parseQuery(text: string): Query {
  const reader = new QueryReader(text);
  reader.skipSpace();
  if (reader.ended) return { kind: 'everything' };
  const query = new QueryParser(reader).or(undefined, 0);
  reader.skipSpace();
  if (reader.startsWith(')')) reader.fail("this ')' has no matching '('");
  return query;
}

class QueryParser {
  readonly #reader: QueryReader;

  constructor(reader: QueryReader) {
    this.#reader = reader;
  }

  /** @param field the field of all texts, inside the brackets of a value; otherwise undefined */
  or(field: string | undefined, depth: number): Query {
    const parts = [this.#and(field, depth)];
    while (this.#reader.keyword('OR')) parts.push(this.#and(field, depth));
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts };
  }

  #and(field: string | undefined, depth: number): Query {
    const parts = [this.#unary(field, depth)];
    while (this.#reader.keyword('AND') || this.#hasOperand()) parts.push(this.#unary(field, depth));
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
  }

  #hasOperand(): boolean {
    const reader = this.#reader;
    reader.skipSpace();
    if (reader.ended || reader.startsWith(')')) return false;
    return !/^OR(?:[\s()]|$)/.test(reader.peek(3));
  }

  #unary(field: string | undefined, depth: number): Query {
    const reader = this.#reader;
    if (depth > MAX_DEPTH) reader.fail(`brackets and negations are nested more than ${MAX_DEPTH} deep`);
    if (reader.keyword('NOT')) return { kind: 'not', part: this.#unary(field, depth + 1) };
    reader.skipSpace();
    if (reader.take('-')) {
      if (/^(?:\s|$)/.test(reader.peek(1))) reader.fail("expected the excluded term directly after '-'");
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
    if (reader.startsWith('[') || reader.startsWith('{')) return this.#interval(field);
    for (const operator of ['>=', '>', '<=', '<']) {
      if (!reader.take(operator)) continue;
      const bound =
        this.#bound(operator.endsWith('='), '') ?? reader.fail(`expected a value after '${operator}'`);
      return operator.startsWith('>')
        ? { kind: 'range', field, low: bound }
        : { kind: 'range', field, high: bound };
    }
    if (reader.take('CIDR(')) return this.#cidr(field);
    return this.#text(field);
  }

  #interval(field: string): Query {
    const reader = this.#reader;
    const low = this.#bound(reader.take('[') || !reader.take('{'), ']}');
    if (!reader.keyword('TO')) reader.fail("expected 'TO' between the bounds of the range");
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

  /** `undefined` for `*`: no bound. */
  #bound(inclusive: boolean, stop: string): Bound | undefined {
    this.#reader.skipSpace();
    const { pattern, at } = this.#reader.word(stop);
    if (isAny(pattern)) return undefined;
    const [value = ''] = pattern;
    if (pattern.length > 1 || typeof value !== 'string')
      this.#reader.fail('a bound cannot contain wildcards', at);
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
        reader.fail(`'${raw}' is not a network in CIDR notation, such as 10.0.0.0/8`, at);
      }
      networks.push(raw);
      reader.skipSpace();
    } while (reader.take(','));
    reader.expect(')', 'to close CIDR(');
    return { kind: 'cidr', field, networks };
  }

  #text(field: string): Query {
    const word = this.#reader.word();
    this.#rejectOperators(word);
    if (!isAny(word.pattern)) return { kind: 'term', field, pattern: word.pattern };
    return field === ANY_FIELD ? { kind: 'everything' } : { kind: 'exists', field };
  }

  /** Operators of other query languages, and operators without operands: both would otherwise be free text. */
  #rejectOperators({ raw, at }: Word): void {
    if (raw === '&&') this.#reader.fail("'&&' is not an operator; write AND", at);
    if (raw === '||') this.#reader.fail("'||' is not an operator; write OR", at);
    if (raw === 'AND' || raw === 'OR') {
      this.#reader.fail(`'${raw}' needs a term on both sides; to search for the word, put it in quotes`, at);
    }
    if (raw.startsWith('!')) this.#reader.fail(`'!' in '${raw}' is not an operator; write - or NOT`, at);
  }
}

function isAny(pattern: Pattern): boolean {
  const [piece] = pattern;
  return pattern.length === 1 && typeof piece === 'object' && piece.wildcard === 'any';
}
