/**
 * Where a Thrift structure in the compact protocol ends. Nothing is kept: a parser that does keep what it reads is
 * called afterwards, and what it can be made to do is bounded by what is allowed here.
 * @param mostValues limit of the structures and elements of lists in it, nested ones included
 * @throws RangeError if it is cut off, nested too deep, has more values, or is no such structure
 */
export function thriftEnd(bytes: Uint8Array, start: number, mostValues: number): number {
  return new Walk(bytes, mostValues).struct(start, 0);
}

/** A number takes ten bytes at most. */
const MAX_VARINT = 10;
const MAX_DEPTH = 32;
const [STOP, TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, STRUCT] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12,
] as const;

class Walk {
  readonly #bytes: Uint8Array;
  #left: number;

  constructor(bytes: Uint8Array, mostValues: number) {
    this.#bytes = bytes;
    this.#left = mostValues;
  }

  struct(start: number, depth: number): number {
    if (depth > MAX_DEPTH) throw new RangeError('a header nested too deep');
    this.#count(1);
    let at = start;
    for (;;) {
      const field = this.#byte(at++);
      const type = field & 15;
      if (type === STOP) return at;
      if (field >> 4 === 0) at = this.#varint(at);
      if (type !== TRUE && type !== FALSE) at = this.#value(type, at, depth);
    }
  }

  #value(type: number, at: number, depth: number): number {
    switch (type) {
      case TRUE:
      case FALSE:
      case BYTE:
        return at + 1;
      case I16:
      case I32:
      case I64:
        return this.#varint(at);
      case DOUBLE:
        return at + 8;
      case BINARY:
        return this.#varint(at) + this.#number(at);
      case LIST:
        return this.#list(at, depth);
      case STRUCT:
        return this.struct(at, depth + 1);
      default:
        throw new RangeError(`a header with a value of type ${type}`);
    }
  }

  #list(start: number, depth: number): number {
    const header = this.#byte(start);
    let at = start + 1;
    let size = header >> 4;
    if (size === 15) {
      size = this.#number(at);
      at = this.#varint(at);
    }
    this.#count(size);
    for (let index = 0; index < size; index++) at = this.#value(header & 15, at, depth + 1);
    return at;
  }

  #count(values: number): void {
    this.#left -= values;
    if (this.#left < 0) throw new RangeError('a header with too many values');
  }

  #byte(at: number): number {
    const byte = this.#bytes[at];
    if (byte === undefined) throw new RangeError('a header that is cut off');
    return byte;
  }

  /** Where a number ends. */
  #varint(start: number): number {
    let at = start;
    while (this.#byte(at++) >= 0x80) {
      if (at - start >= MAX_VARINT) throw new RangeError('a header with a number that is too long');
    }
    return at;
  }

  /** A number of at most 32 bits. */
  #number(start: number): number {
    let value = 0;
    for (let at = start, unit = 1; ; at++, unit *= 128) {
      const byte = this.#byte(at);
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) break;
    }
    if (value > 0x7fff_ffff) throw new RangeError('a header with a length that is too large');
    return value;
  }
}
