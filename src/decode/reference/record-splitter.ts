import type { RecordRange } from '../record-range.js';
import { JsonDamage, JsonScanner } from './json-scanner.js';
import { textSearch } from '../text-search.js';

export interface Split {
  /** In document order. */
  readonly records: readonly RecordRange[];
  /** Why the document was not read to its end; the records are then the complete ones before that. */
  readonly failure: JsonDamage | null;
}

const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

const RECORDS_KEY = '"Records"';
const findRecordsKey = textSearch(RECORDS_KEY, 1);
/** The rest of a number perhaps, a comma perhaps, a key and its colon. */
const MEMBER_AHEAD = /^[\w.+-]*\s*,?\s*"(?:[^"\\]|\\.)*"\s*:/s;

/**
 * Finds the records of a document, exactly where JSON.parse would find them: the document is any number of JSON
 * values one after another; of an array the elements are records, of an object those of its own `Records` (the
 * last, if it is there twice) if that is an array, else the object itself; what is no object is no record.
 * A byte order mark before the first value is skipped.
 *
 * Strings, escapes, nesting and everything around the records are followed byte by byte. Inside a record only
 * strings and brackets are: whoever parses a record learns whether the rest of it is JSON.
 *
 * @param until Offset after which records are no longer wanted: the search may end once a record reaches it,
 *   and damage behind it goes unnoticed. No escaped letter may stand behind it, which could hide a later
 *   `Records`. @default Infinity
 */
export function splitRecords(bytes: Uint8Array, until = Infinity): Split {
  return new RecordSplitter(bytes, until).split();
}

/** Nothing behind is wanted; never leaves this file. */
class Enough extends Error {}

class RecordSplitter {
  readonly #scan: JsonScanner;
  readonly #until: number;
  readonly #records: RecordRange[] = [];
  /** Where the next one stands, as far as it has been looked for. */
  #recordsKey = -1;

  constructor(bytes: Uint8Array, until: number) {
    this.#scan = new JsonScanner(bytes);
    this.#until = until;
  }

  split(): Split {
    try {
      this.#document();
      return { records: this.#records, failure: null };
    } catch (error) {
      if (error instanceof Enough) return { records: this.#records, failure: null };
      if (!(error instanceof JsonDamage)) throw error;
      if (this.#lastEndedEarly()) this.#records.pop();
      return { records: this.#records, failure: error };
    }
  }

  /**
   * Whether a member follows the last record. Then damage most likely put a `}` into it, and what was found is only
   * its beginning; should the damage be a lost `{` behind it, a good record goes with it, and none is made up.
   */
  #lastEndedEarly(): boolean {
    const end = this.#records.at(-1)?.end;
    return end !== undefined && MEMBER_AHEAD.test(this.#scan.text.toString('latin1', end, end + 256));
  }

  #document(): void {
    const scan = this.#scan;
    if (scan.bytes[0] === BYTE_ORDER_MARK[0]) {
      for (const byte of BYTE_ORDER_MARK) scan.expect(byte);
    }
    for (;;) {
      scan.skipSpace();
      if (scan.ended) return;
      const byte = scan.byte();
      if (byte === OPEN_OBJECT) this.#topObject();
      else if (byte === OPEN_ARRAY) this.#array(false);
      else scan.skipValue();
    }
  }

  /** An object at the top level: the record itself, or what holds `Records`. */
  #topObject(): void {
    const scan = this.#scan;
    const start = scan.at;
    const before = this.#records.length;
    let depth = 1;
    let holdsRecords = false;
    scan.at++;
    scan.skipSpace();
    if (scan.byte() === CLOSE_OBJECT) scan.at++;
    else {
      do {
        scan.skipSpace();
        const isRecords = this.#key();
        scan.skipSpace();
        scan.expect(COLON);
        scan.skipSpace();
        if (isRecords) {
          this.#records.length = before;
          holdsRecords = scan.byte() === OPEN_ARRAY;
        }
        if (isRecords && holdsRecords) this.#array(true);
        else depth = Math.max(depth, scan.skipValue() + 1);
        scan.skipSpace();
      } while (this.#continues(CLOSE_OBJECT));
    }
    if (!holdsRecords) this.#found(start, depth, false);
  }

  /** @param supersedable whether the object around it may yet name other records */
  #array(supersedable: boolean): void {
    const scan = this.#scan;
    scan.at++;
    scan.skipSpace();
    if (scan.byte() === CLOSE_ARRAY) {
      scan.at++;
      return;
    }
    do {
      scan.skipSpace();
      const start = scan.at;
      const isObject = scan.byte() === OPEN_OBJECT;
      const depth = scan.skipValue();
      if (isObject) this.#found(start, depth, supersedable);
      scan.skipSpace();
    } while (this.#continues(CLOSE_ARRAY));
  }

  #found(start: number, depth: number, supersedable: boolean): void {
    const end = this.#scan.at;
    this.#records.push({ start, end, depth });
    if (end > this.#until && !(supersedable && this.#nextRecordsKey() < Infinity)) throw new Enough();
  }

  /** After a member or an element: whether another follows. */
  #continues(close: number): boolean {
    const byte = this.#scan.byte();
    if (byte !== COMMA && byte !== close) this.#scan.malformed();
    this.#scan.at++;
    return byte === COMMA;
  }

  /** Skips a key. Returns whether it is `Records`. */
  #key(): boolean {
    const { text, at: start } = this.#scan;
    const escaped = this.#scan.skipString();
    const end = this.#scan.at;
    if (escaped) return parseOrUndefined(text.toString('utf8', start, end)) === 'Records';
    return end - start === RECORDS_KEY.length && text.toString('latin1', start, end) === RECORDS_KEY;
  }

  /** Where `"Records"` stands next; Infinity: nowhere. */
  #nextRecordsKey(): number {
    const { text, at } = this.#scan;
    if (this.#recordsKey < at) {
      const found = findRecordsKey(text, at);
      this.#recordsKey = found < 0 ? Infinity : found;
    }
    return this.#recordsKey;
  }
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
