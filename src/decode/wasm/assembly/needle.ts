/* How a needle lies in memory, and a tool that its searches share. */
import { NEEDLES, NEEDLES_END } from './layout';

/** An entry of NEEDLES, in bytes, and where in it stands: the length of the needle (1 byte), */
export const NEEDLE_BYTES: usize = 64;
export const NEEDLE_LENGTH: usize = 0;
/** the offsets of its two probes in it (1 byte each), */
export const NEEDLE_FIRST_PROBE: usize = 1;
export const NEEDLE_SECOND_PROBE: usize = 2;
/** the offset of its fingerprint in it (1 byte), */
export const NEEDLE_FINGERPRINT: usize = 3;
/** and the needle. */
export const NEEDLE_TEXT: usize = 4;
export const MAX_NEEDLES: i32 = <i32>((NEEDLES_END - NEEDLES) / NEEDLE_BYTES);

if (NEEDLE_BYTES > 256) ERROR('the length of a needle takes more than a byte');

/** One bit for each of 64 bytes, the first the lowest. */
export function bits(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    (<u64>(<u32>i8x16.bitmask(a))) |
    ((<u64>(<u32>i8x16.bitmask(b))) << 16) |
    ((<u64>(<u32>i8x16.bitmask(c))) << 32) |
    ((<u64>(<u32>i8x16.bitmask(d))) << 48)
  );
}
