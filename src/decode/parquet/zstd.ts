import { decompress } from 'fzstd';

/**
 * Decompresses Zstandard frames to `size` bytes. Its blocks are counted first: a block takes four bytes and can stand
 * for 128 KB, for which the output has no room, and the decompressor would go through all of them.
 * @throws RangeError if the frames are cut off, or have more or other bytes than `size`
 */
export function unzstd(frames: Uint8Array, size: number): Uint8Array {
  const view = new DataView(frames.buffer, frames.byteOffset, frames.byteLength);
  let stated = 0;
  let isStated = true;
  let blocks = 0;
  for (let at = 0; at < frames.length;) {
    const frame = frameAt(view, at);
    blocks += frame.blocks;
    stated += frame.size ?? 0;
    isStated &&= frame.size !== undefined;
    at = frame.end;
  }
  if (blocks > size / LEAST_IN_BLOCK + FEW_BLOCKS) throw new RangeError(`${blocks} Zstandard blocks`);
  if (isStated && stated !== size) throw new RangeError(`Zstandard of ${stated} bytes instead of ${size}`);
  return decompress(frames, new Uint8Array(size));
}

/** Encoders fill their blocks, 128 KB each; this leaves room for those that flush often. */
const LEAST_IN_BLOCK = 256;
const FEW_BLOCKS = 64;

interface Frame {
  readonly end: number;
  readonly blocks: number;
  /** The size of its content, if it says so. */
  readonly size: number | undefined;
}

/** The frame at an offset (RFC 8878, 3.1). @throws RangeError if it is no frame, or is cut off */
function frameAt(view: DataView, start: number): Frame {
  const magic = view.getUint32(start, true);
  if ((magic & 0xffff_fff0) === SKIPPABLE) {
    const end = start + 8 + view.getUint32(start + 4, true);
    return { end, blocks: 0, size: 0 };
  }
  if (magic !== MAGIC) throw new RangeError('not Zstandard');
  const flags = view.getUint8(start + 4);
  const isSingle = (flags & 0x20) !== 0;
  let at = start + 5 + (isSingle ? 0 : 1) + [0, 1, 2, 4][flags & 3]!;
  const sizeFlag = flags >> 6;
  let size: number | undefined;
  if (sizeFlag === 0 && isSingle) size = view.getUint8(at);
  else if (sizeFlag === 1) size = view.getUint16(at, true) + 256;
  else if (sizeFlag === 2) size = view.getUint32(at, true);
  else if (sizeFlag === 3) size = Number(view.getBigUint64(at, true));
  at += sizeFlag === 0 ? Number(isSingle) : 1 << sizeFlag;
  let blocks = 0;
  for (let isLast = false; !isLast; blocks++) {
    const header = view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    isLast = (header & 1) !== 0;
    at += 3 + (((header >> 1) & 3) === RUN ? 1 : header >> 3);
  }
  if ((flags & 4) !== 0) at += 4;
  if (at > view.byteLength) throw new RangeError('Zstandard that is cut off');
  return { end: at, blocks, size };
}

const MAGIC = 0xfd2f_b528;
/** Frames that hold no content; the last digit is any. */
const SKIPPABLE = 0x184d_2a50;
/** A block of one byte, repeated. */
const RUN = 1;
