/** What the headers of a frame say. */
export interface ZstdFrame {
  /** Offset behind it. */
  readonly end: number;
  readonly blocks: number;
  /** The size of its content, if it says so. */
  readonly size: number | undefined;
  /** Bytes of what was decompressed last that must be kept. */
  readonly window: number;
}

/** The frame at an offset (RFC 8878, 3.1). @throws RangeError if it is no frame, or is cut off */
export function zstdFrame(view: DataView, start: number): ZstdFrame {
  const frame = frameOrCut(view, start);
  if (frame === undefined) throw new RangeError('not Zstandard');
  if (frame.end > view.byteLength) throw new RangeError('Zstandard that is cut off');
  return frame;
}

/**
 * The same for a frame that may be cut off: what there is of it, with an end behind the bytes.
 * @returns undefined if it is no frame, or has no whole header
 */
export function frameOrCut(view: DataView, start: number): ZstdFrame | undefined {
  const bytes = view.byteLength;
  if (start + LONGEST_HEADER > bytes && start + shortestHeader(view, start) > bytes) return undefined;
  const magic = view.getUint32(start, true);
  if ((magic & 0xffff_fff0) === SKIPPABLE) {
    const end = start + 8 + view.getUint32(start + 4, true);
    return { end, blocks: 0, size: 0, window: 0 };
  }
  if (magic !== MAGIC) return undefined;
  const flags = view.getUint8(start + 4);
  const isSingle = (flags & 0x20) !== 0;
  let at = start + 5 + (isSingle ? 0 : 1) + [0, 1, 2, 4][flags & 3]!;
  const sizeFlag = flags >> 6;
  let size: number | undefined;
  if (sizeFlag === 0 && isSingle) size = view.getUint8(at);
  else if (sizeFlag === 1) size = view.getUint16(at, true) + 256;
  else if (sizeFlag === 2) size = view.getUint32(at, true);
  else if (sizeFlag === 3) size = Number(view.getBigUint64(at, true));
  const window = isSingle ? (size ?? 0) : windowOf(view.getUint8(start + 5));
  at += sizeFlag === 0 ? Number(isSingle) : 1 << sizeFlag;
  let blocks = 0;
  for (let isLast = false; !isLast; blocks++) {
    if (at + 3 > bytes) return { end: Infinity, blocks, size, window };
    const header = view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    isLast = (header & 1) !== 0;
    at += 3 + (((header >> 1) & 3) === RUN ? 1 : header >> 3);
  }
  if ((flags & 4) !== 0) at += 4;
  return { end: at, blocks, size, window };
}

/** Bytes up to the first block, at most: see `frameOrCut`. */
const LONGEST_HEADER = 18;

/** Bytes of the header that begins at an offset, if there are enough to say so; else more than there are. */
function shortestHeader(view: DataView, start: number): number {
  if (start + 8 > view.byteLength) return LONGEST_HEADER;
  if ((view.getUint32(start, true) & 0xffff_fff0) === SKIPPABLE) return 8;
  const flags = view.getUint8(start + 4);
  const isSingle = (flags & 0x20) !== 0;
  const sizeFlag = flags >> 6;
  return (
    5 + (isSingle ? 0 : 1) + [0, 1, 2, 4][flags & 3]! + (sizeFlag === 0 ? Number(isSingle) : 1 << sizeFlag)
  );
}

/** @param descriptor its size: an exponent of five bits, and three bits of its mantissa */
function windowOf(descriptor: number): number {
  return 2 ** (10 + (descriptor >> 3)) * (1 + (descriptor & 7) / 8);
}

const MAGIC = 0xfd2f_b528;
/** Frames that hold no content; the last digit is any. */
const SKIPPABLE = 0x184d_2a50;
/** A block of one byte, repeated. */
const RUN = 1;
