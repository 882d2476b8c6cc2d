/** Where the deflate stream of a usual gzip file is, and what its trailer says. */
export interface GzipMember {
  /** Offset of the deflate stream. */
  readonly from: number;
  /** Bytes of content modulo 2³², as claimed. */
  readonly length: number;
  /** CRC-32 of the content, as claimed. */
  readonly crc: number;
}

export const TRAILER_BYTES = 8;
const HEADER_BYTES = 10;
const DEFLATE = 8;
const HAS_NAME = 8;

/**
 * Reads the header, with a file name or without, and the trailer.
 * @returns undefined when the header has other fields, or there are too few bytes
 */
export function gzipMember(stored: Buffer): GzipMember | undefined {
  if (stored.length < HEADER_BYTES + TRAILER_BYTES || stored[2] !== DEFLATE) return undefined;
  const flags = stored[3]!;
  if ((flags & ~HAS_NAME) !== 0) return undefined;
  let from = HEADER_BYTES;
  if (flags === HAS_NAME) {
    const end = stored.indexOf(0, from);
    if (end < 0) return undefined;
    from = end + 1;
  }
  return {
    from,
    length: stored.readUInt32LE(stored.length - 4),
    crc: stored.readUInt32LE(stored.length - TRAILER_BYTES),
  };
}
