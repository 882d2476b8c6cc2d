/**
 * Checks of encoded values before they are decoded: the decoder believes what the bytes say about how many there are.
 */

/** Values that may follow the last one in a packed group: DuckDB writes up to 255. */
const MOST_PADDING = 4096;

/**
 * Checks levels or indices in the hybrid of runs and packed groups.
 * @param end offset after their last byte
 * @param width bits of each
 * @param count how many there must be
 * @param wanted a value to count. @default none
 * @returns how many are `wanted`
 * @throws RangeError if there are fewer than `count`, or if a run goes beyond them
 */
export function checkRuns(
  bytes: Uint8Array,
  start: number,
  end: number,
  width: number,
  count: number,
  wanted?: number,
): number {
  if (width > 32) throw new RangeError(`values of ${width} bits`);
  let at = start;
  let left = count;
  let found = 0;
  while (left > 0) {
    const [header, next] = varint(bytes, at, end);
    const amount = header >>> 1;
    if ((header & 1) === 1) {
      if (amount === 0 || amount * 8 - left > MOST_PADDING)
        throw new RangeError('packed groups of a wrong number of values');
      at = next + Math.max(amount * width, 1);
      if (wanted !== undefined) found += countPacked(bytes, next, width, Math.min(amount * 8, left), wanted);
      left -= amount * 8;
    } else {
      if (amount > left) throw new RangeError('a run of more values than the page has');
      at = next + ((width + 7) >> 3);
      if (wanted !== undefined && littleEndian(bytes, next, at) === wanted) found += amount;
      left -= amount;
    }
  }
  return found;
}

/** How many of `count` values of `width` bits, the least significant bit first, are `wanted`. */
function countPacked(bytes: Uint8Array, start: number, width: number, count: number, wanted: number): number {
  let found = 0;
  let bits = 0;
  let held = 0;
  let at = start;
  for (let index = 0; index < count; index++) {
    for (; held < width; held += 8) bits |= (bytes[at++] ?? 0) << held;
    if ((bits & ((1 << width) - 1)) === wanted) found++;
    bits >>>= width;
    held -= width;
  }
  return found;
}

function littleEndian(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = end - 1; at >= start; at--) value = value * 256 + (bytes[at] ?? 0);
  return value;
}

/**
 * Checks whole numbers of the encoding DELTA_BINARY_PACKED.
 * @returns offset of the first byte after them
 * @throws RangeError if there are fewer than `count`
 */
export function checkDeltas(bytes: Uint8Array, start: number, end: number, count: number): number {
  const [blockSize, afterSize] = varint(bytes, start, end);
  const [parts, afterParts] = varint(bytes, afterSize, end);
  const [, afterCount] = varint(bytes, afterParts, end);
  let at = skipVarint(bytes, afterCount, end);
  const each = blockSize / parts;
  if (!Number.isInteger(each) || each % 8 !== 0 || each === 0) throw new RangeError('deltas in odd blocks');
  for (let left = count - 1; left > 0;) {
    at = skipVarint(bytes, at, end);
    const widths = at;
    at += parts;
    for (let part = 0; part < parts && left > 0; part++, left -= each) {
      const width = bytes[widths + part];
      if (width === undefined || width > 64) throw new RangeError('deltas of more than 64 bits');
      at += (each * width) / 8;
    }
    if (at > end) throw new RangeError('deltas that are cut off');
  }
  return at;
}

/** The number at an offset, and the offset after it. @throws RangeError if it has more than 31 bits */
function varint(bytes: Uint8Array, start: number, end: number): [value: number, next: number] {
  const next = skipVarint(bytes, start, end, 5);
  let value = 0;
  for (let at = next - 1; at >= start; at--) value = value * 128 + (bytes[at]! & 0x7f);
  if (value > 0x7fff_ffff) throw new RangeError('a number that is too large');
  return [value, next];
}

/** The offset after a number. @throws RangeError if it is cut off, or takes more than `most` bytes */
function skipVarint(bytes: Uint8Array, start: number, end: number, most = 10): number {
  for (let at = start; at < end && at < start + most; at++) if (bytes[at]! < 0x80) return at + 1;
  throw new RangeError('a number that is cut off or too long');
}
