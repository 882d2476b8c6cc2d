import type { RecordRange } from '../record-range.js';
import { JsonDamage, JsonScanner } from './json-scanner.js';
import { RangeList } from './range-list.js';
import { textSearch } from '../text-search.js';

export interface Split {
  /** In document order. */
  readonly records: Iterable<RecordRange>;
  /**
   * The damage that ended the search, or `tooManyRecords`; null if there is none. `records` are then the complete
   * records before it.
   */
  readonly failure: SplitFailure | null;
  /** Offset of the object that the document ends in, if it is cut off in one; its records are not given. */
  readonly cutAt: number | undefined;
  /** How many values at the top level begin. */
  readonly documents: number;
}

/** Why a search ended before the end of the document. */
export interface SplitFailure {
  readonly reason: JsonDamage['reason'] | 'tooManyRecords';
  /** Offset in bytes. */
  readonly offset: number;
}

/** Which of the values of a document are wanted. */
export interface WantedValues {
  /** Whether a value at these offsets is. It is asked about each value once, in their order. @default all are */
  readonly includes?: (start: number, end: number) => boolean;
  /**
   * Whether none is that begins at or after an offset. The search can end at the first record for which that holds, so
   * damage after it is not found. There must be no escaped letter after it: that could be part of a later key `Records`.
   * @default the whole document is searched
   */
  readonly endsBefore?: (offset: number) => boolean;
  /** More wanted values than this are `tooManyRecords`. */
  readonly most: number;
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
/** With each of its letters escaped. */
const LONGEST_RECORDS_KEY = 2 + 6 * 'Records'.length;
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
 * @param until offset after which no records are needed, as `endsBefore`. @default Infinity
 */
export function splitRecords(
  bytes: Uint8Array,
  until = Infinity,
): Split & { readonly records: readonly RecordRange[] } {
  const wanted = { most: Infinity, endsBefore: (offset: number) => offset > until };
  const split = new RecordSplitter(bytes, wanted, false).split();
  return { ...split, records: [...split.records] };
}

/**
 * Finds what can hold records: the records as `splitRecords` finds them, and among them the lists and texts that are
 * in their place, because other programs write records as texts and lists of lists.
 */
export function splitValues(bytes: Uint8Array, wanted: WantedValues): Split {
  return new RecordSplitter(bytes, wanted, true).split();
}

/** Thrown to end the search when no more records are needed. Not visible outside of this file. */
class SearchEnded extends Error {}

/** Thrown when there are more records than are kept. Not visible outside of this file. */
class TooMany extends Error {}

/** A value that was found, whether it is wanted or not. */
interface FoundValue {
  readonly start: number;
  readonly end: number;
  readonly isKept: boolean;
}

class RecordSplitter {
  readonly #scan: JsonScanner;
  readonly #wanted: WantedValues;
  /** Whether texts and lists are given, too. */
  readonly #all: boolean;
  readonly #records = new RangeList();
  /** The value found last, and the one before it. */
  #last: FoundValue | undefined;
  #lastButOne: FoundValue | undefined;
  /** Offset of the next `"Records"`, if it is after the current position; otherwise it must be searched for again. */
  #recordsKey = -1;
  /** Offset of the value that is skipped. */
  #skipping = 0;
  #documents = 0;

  constructor(bytes: Uint8Array, wanted: WantedValues, all: boolean) {
    this.#scan = new JsonScanner(bytes);
    this.#wanted = wanted;
    this.#all = all;
  }

  split(): Split {
    try {
      this.#document();
      return this.#split(null);
    } catch (error) {
      if (error instanceof SearchEnded) return this.#split(null);
      if (error instanceof TooMany) return this.#split({ reason: 'tooManyRecords', offset: this.#scan.at });
      if (!(error instanceof JsonDamage)) throw error;
      if (this.#isLastKey()) this.#forgetLast();
      if (this.#isLastIncomplete()) this.#forgetLast();
      return this.#split(error);
    }
  }

  #forgetLast(): void {
    if (this.#last?.isKept === true) this.#records.truncate(this.#records.length - 1);
    this.#last = this.#lastButOne;
    this.#lastButOne = undefined;
  }

  #split(failure: SplitFailure | null): Split {
    const isCut = failure?.reason === 'truncatedJson' && this.#scan.bytes[this.#skipping] === OPEN_OBJECT;
    const cutAt = isCut ? this.#skipping : undefined;
    return { records: this.#records, failure, cutAt, documents: this.#documents };
  }

  /** Whether the last value is a text with a colon behind it: then it is a key, and no value. */
  #isLastKey(): boolean {
    const last = this.#last;
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
    const end = this.#last?.end;
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
    const [lastBefore, lastButOneBefore] = [this.#last, this.#lastButOne];
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
          this.#records.truncate(before);
          this.#last = lastBefore;
          this.#lastButOne = lastButOneBefore;
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
    const { includes, endsBefore, most } = this.#wanted;
    const isKept = includes === undefined || includes(start, end);
    if (isKept) {
      if (this.#records.length >= most) throw new TooMany();
      this.#records.add(start, end, depth);
    }
    this.#lastButOne = this.#last;
    this.#last = { start, end, isKept };
    if (endsBefore?.(end) === true && !(supersedable && this.#nextRecordsKey() < Infinity))
      throw new SearchEnded();
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
    if (escaped && end - start > LONGEST_RECORDS_KEY) return false;
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
