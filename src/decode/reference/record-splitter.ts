import type { RecordRange } from '../record-range.js';
import { JsonDamage, JsonScanner } from './json-scanner.js';
import { textSearch } from '../text-search.js';

export interface Split {
  /** In document order. */
  readonly records: readonly RecordRange[];
  /**
   * The damage that ended the search; null if there is none. `records` are then the complete records before the
   * damage.
   */
  readonly failure: JsonDamage | null;
  /** Offset of the object that the document ends in, if it is cut off in one; its records are not given. */
  readonly cutAt: number | undefined;
  /** How many values at the top level begin. */
  readonly documents: number;
}

const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const QUOTE = 0x22;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

const RECORDS_KEY = '"Records"';
const findRecordsKey = textSearch(RECORDS_KEY, 1);
/** A member of an object: optionally the rest of a number and a comma, then a key and its colon. */
const NEXT_MEMBER = /^[\w.+-]*\s*,?\s*"(?:[^"\\]|\\.)*"\s*:/s;

/**
 * Finds the records of a document, exactly as JSON.parse would find them. A document is a sequence of JSON values.
 * The records of an array are its elements. The records of an object are the elements of its own field `Records` (the
 * last one, if the key is there twice), if that is an array; otherwise the object itself is the record. Values that
 * are not objects are not records. A byte order mark before the first value is skipped.
 *
 * Outside of records, all JSON syntax is checked byte by byte. Inside a record, only strings and brackets are
 * checked: its parser finds other errors.
 *
 * @param until offset after which no records are needed. The search can end at the first record that ends after it,
 *   so damage after it is not found. There must be no escaped letter after it: that could be part of a later key
 *   `Records`. @default Infinity
 */
export function splitRecords(bytes: Uint8Array, until = Infinity): Split {
  return new RecordSplitter(bytes, until, false).split();
}

/**
 * Finds what can hold records: the records as `splitRecords` finds them, and among them the lists and texts that are
 * in their place, because other programs write records as texts and lists of lists.
 * @param until as for `splitRecords`
 */
export function splitValues(bytes: Uint8Array, until = Infinity): Split {
  return new RecordSplitter(bytes, until, true).split();
}

/** Thrown to end the search when no more records are needed. Not visible outside of this file. */
class SearchEnded extends Error {}

class RecordSplitter {
  readonly #scan: JsonScanner;
  readonly #until: number;
  /** Whether texts and lists are given, too. */
  readonly #all: boolean;
  readonly #records: RecordRange[] = [];
  /** Offset of the next `"Records"`, if it is after the current position; otherwise it must be searched for again. */
  #recordsKey = -1;
  /** Offset of the value that is skipped. */
  #skipping = 0;
  #documents = 0;

  constructor(bytes: Uint8Array, until: number, all: boolean) {
    this.#scan = new JsonScanner(bytes);
    this.#until = until;
    this.#all = all;
  }

  split(): Split {
    try {
      this.#document();
      return this.#split(null);
    } catch (error) {
      if (error instanceof SearchEnded) return this.#split(null);
      if (!(error instanceof JsonDamage)) throw error;
      if (this.#isLastKey()) this.#records.pop();
      if (this.#isLastIncomplete()) this.#records.pop();
      return this.#split(error);
    }
  }

  #split(failure: JsonDamage | null): Split {
    const isCut = failure?.reason === 'truncatedJson' && this.#scan.bytes[this.#skipping] === OPEN_OBJECT;
    const cutAt = isCut ? this.#skipping : undefined;
    return { records: this.#records, failure, cutAt, documents: this.#documents };
  }

  /** Whether the last value is a text with a colon behind it: then it is a key, and no value. */
  #isLastKey(): boolean {
    const last = this.#records.at(-1);
    const { bytes, text } = this.#scan;
    return (
      last !== undefined &&
      bytes[last.start] === QUOTE &&
      /^\s*:/.test(text.toString('latin1', last.end, last.end + 64))
    );
  }

  /**
   * Whether a member follows the last record. If so, the damage is probably a wrong `}` inside that record, and only
   * its first part was found. If the damage is a missing `{` after it instead, a good record is lost: better than an
   * invented one.
   */
  #isLastIncomplete(): boolean {
    const end = this.#records.at(-1)?.end;
    return end !== undefined && NEXT_MEMBER.test(this.#scan.text.toString('latin1', end, end + 256));
  }

  #document(): void {
    const scan = this.#scan;
    if (scan.bytes[0] === BYTE_ORDER_MARK[0]) {
      for (const byte of BYTE_ORDER_MARK) scan.expect(byte);
    }
    for (;;) {
      scan.skipSpace();
      if (scan.ended) return;
      this.#documents++;
      this.#skipping = scan.at;
      const byte = scan.byte();
      if (byte === OPEN_OBJECT) this.#topObject();
      else if (byte === OPEN_ARRAY) this.#array(false);
      else this.#scalar();
    }
  }

  /** An object at the top level: a record itself, or the object that contains `Records`. */
  #topObject(): void {
    const scan = this.#scan;
    const start = scan.at;
    const before = this.#records.length;
    let depth = 1;
    let hasRecords = false;
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
          this.#skipping = scan.at;
          this.#records.length = before;
          hasRecords = scan.byte() === OPEN_ARRAY;
        }
        if (isRecords && hasRecords) this.#array(true);
        else depth = Math.max(depth, scan.skipValue() + 1);
        scan.skipSpace();
      } while (this.#continues(CLOSE_OBJECT));
    }
    if (!hasRecords) this.#found(start, depth, false);
  }

  /** A text, number or literal at the top level. */
  #scalar(): void {
    const scan = this.#scan;
    const { at: start } = scan;
    const isText = scan.byte() === QUOTE;
    scan.skipValue();
    if (this.#all && isText) this.#found(start, 0, false);
  }

  /** @param supersedable whether a later `Records` of the same object can replace these records */
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
      this.#skipping = start;
      const isRecord = this.#isGiven(scan.byte());
      const depth = scan.skipValue();
      if (isRecord) this.#found(start, depth, supersedable);
      scan.skipSpace();
    } while (this.#continues(CLOSE_ARRAY));
  }

  /** Whether a value that begins with this byte is given. */
  #isGiven(byte: number): boolean {
    return byte === OPEN_OBJECT || (this.#all && (byte === QUOTE || byte === OPEN_ARRAY));
  }

  #found(start: number, depth: number, supersedable: boolean): void {
    const end = this.#scan.at;
    this.#records.push({ start, end, depth });
    if (end > this.#until && !(supersedable && this.#nextRecordsKey() < Infinity)) throw new SearchEnded();
  }

  /** Skips the comma or closing bracket after a member or element. Returns whether another one follows. */
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

  /** Offset of the next `"Records"`; Infinity if there is none. */
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
