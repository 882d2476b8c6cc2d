import { mix32 } from '../random.js';

const HEX4 = Array.from({ length: 0x1_0000 }, (_, i) => i.toString(16).padStart(4, '0'));

/**
 * What an id is for, so that the ids of one call differ. Noise records around a call use the numbers from `noise` on.
 */
export const ID_SALT = { event: 0, request: 1, copy: 2, correction: 3, shared: 4, noise: 8 } as const;

/**
 * A version 4 UUID that depends on four words only. Its 122 bits come from four hashes of all words, so that
 * different words give different UUIDs in every possible simulation.
 */
export function eventId(seed: number, stream: number, sequence: number, salt: number): string {
  const a = lane(seed ^ 0x3c6ef372, stream, sequence, salt);
  const b = lane(seed ^ 0xbb67ae85, stream, sequence, salt);
  const c = lane(seed ^ 0xa54ff53a, stream, sequence, salt);
  const d = lane(seed ^ 0x510e527f, stream, sequence, salt);
  const third = HEX4[0x4000 | (b & 0x0fff)]!;
  const fourth = HEX4[0x8000 | ((c >>> 16) & 0x3fff)]!;
  return `${HEX4[a >>> 16]!}${HEX4[a & 0xffff]!}-${HEX4[b >>> 16]!}-${third}-${fourth}-${HEX4[c & 0xffff]!}${HEX4[d >>> 16]!}${HEX4[d & 0xffff]!}`;
}

function lane(seed: number, stream: number, sequence: number, salt: number): number {
  return mix32(mix32(mix32(seed, stream), sequence), salt);
}
