/** A syntax error in JSON, with its offset in bytes. */
export class JsonDamage extends Error {
  readonly reason: 'malformedJson' | 'truncatedJson';
  readonly offset: number;

  constructor(reason: 'malformedJson' | 'truncatedJson', offset: number) {
    super(`${reason} at byte ${offset}`);
    this.reason = reason;
    this.offset = offset;
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/** The bit that is set in `{` and `}` and not in `[` and `]`; their other bits are the same. */
const CURLY = 0x20;

/**
 * Reads JSON text one token or value at a time. Each method throws JsonDamage if the text at the current position is
 * not what it expects. Not checked: the characters of strings, and everything in objects and arrays except strings
 * and brackets.
 */
export class JsonScanner {
  readonly bytes: Uint8Array;
  /** The same bytes. */
  readonly text: Buffer;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get ended(): boolean {
    return this.at >= this.bytes.length;
  }

  /** The byte at the current position. @throws JsonDamage at the end of the text */
  byte(): number {
    return this.ended ? this.truncated() : this.bytes[this.at]!;
  }

  /** Skips the byte. @throws JsonDamage if the current byte is another one */
  expect(byte: number): void {
    if (this.byte() !== byte) this.malformed();
    this.at++;
  }

  skipSpace(): void {
    const bytes = this.bytes;
    let at = this.at;
    while (at < bytes.length && isSpace(bytes[at]!)) at++;
    this.at = at;
  }

  /** Skips a value. Returns its depth: 0 for a string, number or literal, 1 for an object or array of them. */
  skipValue(): number {
    const byte = this.byte();
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) return this.skipContainer();
    if (byte === QUOTE) this.skipString();
    else this.#skipScalar();
    return 0;
  }

  /** Skips an object or array. Returns its depth. Most bytes of a document are read in this loop only. */
  skipContainer(): number {
    const bytes = this.bytes;
    const end = bytes.length;
    const open = bytes[this.at]!;
    let at = this.at;
    let depth = 0;
    let maxDepth = 0;
    while (at < end) {
      const byte = bytes[at++]!;
      if (byte === QUOTE) {
        for (;;) {
          if (at >= end) this.truncated();
          const inside = bytes[at++]!;
          if (inside === QUOTE) break;
          if (inside === BACKSLASH) at++;
        }
      } else if (byte >= OPEN_ARRAY) {
        const bracket = byte | CURLY;
        if (bracket === OPEN_OBJECT) {
          if (++depth > maxDepth) maxDepth = depth;
        } else if (bracket === CLOSE_OBJECT && --depth === 0) {
          this.at = at;
          if (((open ^ byte) & CURLY) !== 0) this.malformed();
          return maxDepth;
        }
      }
    }
    return this.truncated();
  }

  /** Skips a string. Returns whether it contains escapes. */
  skipString(): boolean {
    const bytes = this.bytes;
    this.expect(QUOTE);
    let escaped = false;
    let at = this.at;
    while (at < bytes.length) {
      const byte = bytes[at++]!;
      if (byte === QUOTE) {
        this.at = at;
        return escaped;
      }
      if (byte === BACKSLASH) {
        escaped = true;
        at++;
      }
    }
    return this.truncated();
  }

  /** Skips a number, `true`, `false` or `null`. */
  #skipScalar(): void {
    const bytes = this.bytes;
    let at = this.at;
    const end = Math.min(bytes.length, at + LONGEST_SCALAR + 1);
    while (at < end && isScalarByte(bytes[at]!)) at++;
    if (at - this.at > LONGEST_SCALAR) this.malformed();
    if (!isScalar(this.text.toString('latin1', this.at, at))) {
      if (at === bytes.length) this.truncated();
      this.malformed();
    }
    this.at = at;
  }

  malformed(): never {
    throw new JsonDamage('malformedJson', this.at);
  }

  truncated(): never {
    throw new JsonDamage('truncatedJson', this.bytes.length);
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Lower-case letters, digits, and the other characters of numbers. */
function isScalarByte(byte: number): boolean {
  if (byte >= 0x61) return byte <= 0x7a;
  return (byte >= 0x2b && byte <= 0x39 && byte !== COMMA && byte !== 0x2f) || byte === 0x45;
}

/** Bytes. Longer numbers are damage. */
const LONGEST_SCALAR = 2 ** 16;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function isScalar(text: string): boolean {
  return text === 'true' || text === 'false' || text === 'null' || NUMBER.test(text);
}
