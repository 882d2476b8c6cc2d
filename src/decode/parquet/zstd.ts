import { decompress } from 'fzstd';
import { zstdFrame } from '../content/zstd-frame.js';

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
    const frame = zstdFrame(view, at);
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
