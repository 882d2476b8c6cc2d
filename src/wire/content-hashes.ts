/** Bytes that are kept of the SHA-256 of an object's content. */
export const HASH_BYTES = 16;

/** Of an object without content: `e3b0c442 98fc1c14 9afbf4c8`. */
export const HASH_OF_NOTHING = Uint32Array.of(0xe3b0c442, 0x98fc1c14, 0x9afbf4c8);

/** The hashes of a reply as words, the first 96 bits of each; undefined for an object that has none. */
export function hashWordsOf(hashes: Uint8Array): (index: number) => Uint32Array | undefined {
  const view = new DataView(hashes.buffer, hashes.byteOffset, hashes.byteLength);
  return (index) => {
    const at = index * HASH_BYTES;
    const words = Uint32Array.of(view.getUint32(at), view.getUint32(at + 4), view.getUint32(at + 8));
    return words.some((word) => word !== 0) ? words : undefined;
  };
}
