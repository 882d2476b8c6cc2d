/** One record in a document: `bytes[start]` is its `{`, `bytes[end - 1]` its `}`. */
export interface RecordRange {
  readonly start: number;
  readonly end: number;
  /** Objects and arrays within each other, the record itself included: 1 for a flat record. */
  readonly depth: number;
}

export interface Split {
  /** In document order. */
  readonly records: readonly RecordRange[];
  /** Why the document was not read to its end; the records are then the complete ones before that. */
  readonly failure: SplitFailure | null;
}

export interface SplitFailure {
  readonly reason: 'malformedJson' | 'truncatedJson';
  /** Where it was noticed, in bytes. */
  readonly offset: number;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/** Set in `{` and `}`, clear in `[` and `]`, which are otherwise the same. */
const CURLY = 0x20;

/** The rest of a number perhaps, a comma perhaps, a key and its colon. */
const MEMBER_AHEAD = /^[\w.+-]*\s*,?\s*"(?:[^"\\]|\\.)*"\s*:/s;

const RECORDS_KEY = Buffer.from('"Records"');

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
 *   and damage behind it goes unnoticed. @default Infinity
 */
export function splitRecords(bytes: Uint8Array, until = Infinity): Split {
  return new RecordSplitter(bytes, until).split();
}

/** Ends the search early; never leaves this file. */
class Stop extends Error {
  readonly failure: SplitFailure | null;

  constructor(failure: SplitFailure | null) {
    super('stop');
    this.failure = failure;
  }
}

class RecordSplitter {
  readonly #bytes: Uint8Array;
  readonly #text: Buffer;
  readonly #until: number;
  readonly #records: RecordRange[] = [];
  #at = 0;
  /** Where `"Records"` stands next, as far as it has been looked for; Infinity: nowhere. */
  #nextRecordsKey = -1;

  constructor(bytes: Uint8Array, until: number) {
    this.#bytes = bytes;
    this.#text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#until = until;
  }

  split(): Split {
    try {
      this.#document();
      return { records: this.#records, failure: null };
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      if (error.failure && this.#lastEndedEarly()) this.#records.pop();
      return { records: this.#records, failure: error.failure };
    }
  }

  /**
   * Whether a member follows the last record. Then damage most likely put a `}` into it, and what was found is only
   * its beginning; should the damage be a lost `{` behind it, a good record goes with it, and none is made up.
   */
  #lastEndedEarly(): boolean {
    const end = this.#records.at(-1)?.end;
    return end !== undefined && MEMBER_AHEAD.test(this.#text.toString('latin1', end, end + 256));
  }

  #document(): void {
    if (this.#bytes[0] === 0xef) {
      for (const byte of [0xef, 0xbb, 0xbf]) this.#expect(byte);
    }
    for (;;) {
      this.#skipSpace();
      if (this.#at >= this.#bytes.length) return;
      switch (this.#bytes[this.#at]) {
        case OPEN_OBJECT:
          this.#topObject();
          break;
        case OPEN_ARRAY:
          this.#array(false);
          break;
        default:
          this.#skipValue();
      }
    }
  }

  /** An object at the top level: the record itself, or what holds `Records`. */
  #topObject(): void {
    const start = this.#at;
    const before = this.#records.length;
    let depth = 1;
    let holdsRecords = false;
    this.#at++;
    this.#skipSpace();
    if (this.#byte() === CLOSE_OBJECT) this.#at++;
    else {
      do {
        this.#skipSpace();
        const isRecords = this.#key();
        this.#skipSpace();
        this.#expect(COLON);
        this.#skipSpace();
        if (isRecords) {
          this.#records.length = before;
          holdsRecords = this.#byte() === OPEN_ARRAY;
        }
        if (isRecords && holdsRecords) this.#array(true);
        else depth = Math.max(depth, this.#skipValue() + 1);
        this.#skipSpace();
      } while (this.#continues(CLOSE_OBJECT));
    }
    if (!holdsRecords) this.#found(start, depth);
  }

  /** @param supersedable whether the object around it may yet name other records */
  #array(supersedable: boolean): void {
    this.#at++;
    this.#skipSpace();
    if (this.#byte() === CLOSE_ARRAY) {
      this.#at++;
      return;
    }
    do {
      this.#skipSpace();
      const start = this.#at;
      const isObject = this.#byte() === OPEN_OBJECT;
      const depth = this.#skipValue();
      if (isObject) this.#found(start, depth, supersedable);
      this.#skipSpace();
    } while (this.#continues(CLOSE_ARRAY));
  }

  #found(start: number, depth: number, supersedable = false): void {
    this.#records.push({ start, end: this.#at, depth });
    if (this.#at <= this.#until) return;
    // A later `Records` would stand in a key of its own, written plainly: an escaped letter lies before `until`.
    if (supersedable && this.#recordsKeyAhead()) return;
    throw new Stop(null);
  }

  #recordsKeyAhead(): boolean {
    if (this.#nextRecordsKey < this.#at) {
      const found = this.#text.indexOf(RECORDS_KEY, this.#at);
      this.#nextRecordsKey = found < 0 ? Infinity : found;
    }
    return this.#nextRecordsKey < Infinity;
  }

  /** After a member or an element: whether another follows. */
  #continues(close: number): boolean {
    const byte = this.#byte();
    this.#at++;
    if (byte === COMMA) return true;
    if (byte === close) return false;
    this.#at--;
    return this.#malformed();
  }

  /** Skips a key. Returns whether it is `Records`. */
  #key(): boolean {
    const start = this.#at;
    if (this.#byte() !== QUOTE) this.#malformed();
    this.#skipString();
    const length = this.#at - start;
    if (length === RECORDS_KEY.length)
      return this.#text.compare(RECORDS_KEY, 0, length, start, this.#at) === 0;
    // Each of the seven letters is one byte, or six when escaped.
    if (length < RECORDS_KEY.length || length > 2 + 7 * 6) return false;
    const raw = this.#text.toString('latin1', start, this.#at);
    return raw.includes('\\u') && parseOrUndefined(raw) === 'Records';
  }

  /** Skips a value. Returns its depth: 0 for a string, number or literal. */
  #skipValue(): number {
    const byte = this.#byte();
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) return this.#skipContainer();
    if (byte === QUOTE) this.#skipString();
    else this.#skipScalar();
    return 0;
  }

  /** From its opening bracket to behind its closing one. The only loop that sees most of the bytes. */
  #skipContainer(): number {
    const bytes = this.#bytes;
    const end = bytes.length;
    const open = bytes[this.#at]!;
    let at = this.#at;
    let depth = 0;
    let deepest = 0;
    while (at < end) {
      const byte = bytes[at++]!;
      if (byte === QUOTE) {
        for (;;) {
          if (at >= end) this.#truncated();
          const inside = bytes[at++]!;
          if (inside === QUOTE) break;
          if (inside === BACKSLASH) at++;
        }
      } else if (byte >= OPEN_ARRAY) {
        const round = byte | CURLY;
        if (round === OPEN_OBJECT) {
          if (++depth > deepest) deepest = depth;
        } else if (round === CLOSE_OBJECT && --depth === 0) {
          this.#at = at;
          if (((open ^ byte) & CURLY) !== 0) this.#malformed();
          return deepest;
        }
      }
    }
    return this.#truncated();
  }

  #skipString(): void {
    const bytes = this.#bytes;
    let at = this.#at + 1;
    while (at < bytes.length) {
      const byte = bytes[at++]!;
      if (byte === QUOTE) {
        this.#at = at;
        return;
      }
      if (byte === BACKSLASH) at++;
    }
    this.#truncated();
  }

  /** Skips a number, `true`, `false` or `null`. */
  #skipScalar(): void {
    const bytes = this.#bytes;
    const start = this.#at;
    let at = start;
    while (at < bytes.length && isScalarByte(bytes[at]!)) at++;
    this.#at = at;
    const text = this.#text.toString('latin1', start, at);
    if (text === 'true' || text === 'false' || text === 'null') return;
    if (parseOrUndefined(text) !== undefined) return;
    if (at === bytes.length) this.#truncated();
    this.#at = start;
    this.#malformed();
  }

  #skipSpace(): void {
    const bytes = this.#bytes;
    let at = this.#at;
    while (at < bytes.length && isSpace(bytes[at]!)) at++;
    this.#at = at;
  }

  #expect(byte: number): void {
    if (this.#byte() !== byte) this.#malformed();
    this.#at++;
  }

  #byte(): number {
    return this.#at < this.#bytes.length ? this.#bytes[this.#at]! : this.#truncated();
  }

  #malformed(): never {
    throw new Stop({ reason: 'malformedJson', offset: this.#at });
  }

  #truncated(): never {
    throw new Stop({ reason: 'truncatedJson', offset: this.#bytes.length });
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Letters, digits, and the signs and the point of a number. */
function isScalarByte(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x2b && byte <= 0x39 && byte !== COMMA && byte !== 0x2f) ||
    byte === 0x45
  );
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
