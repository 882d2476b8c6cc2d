/**
 * The LZ4 block format: sequences of a token, literals, and a match to copy from what was written before.
 * @throws RangeError if the block is damaged or is not `size` bytes long
 */
export function unlz4(block: Uint8Array, size: number): Uint8Array {
  const content = new Uint8Array(size);
  let at = 0;
  let end = 0;
  const length = (nibble: number): number => {
    let sum = nibble;
    if (nibble < 15) return sum;
    for (let byte = 255; byte === 255; sum += byte) byte = block[at++] ?? NaN;
    return sum;
  };
  while (at < block.length) {
    const token = block[at++]!;
    const literals = length(token >> 4);
    if (!(literals <= block.length - at && literals <= size - end)) throw new RangeError('damaged LZ4');
    content.set(block.subarray(at, at + literals), end);
    at += literals;
    end += literals;
    if (at === block.length) break; // the last sequence has no match
    const offset = block[at]! | (block[at + 1]! << 8);
    at += 2;
    const match = length(token & 15) + MIN_MATCH;
    if (!(offset > 0 && offset <= end && match <= size - end)) throw new RangeError('damaged LZ4');
    for (const stop = end + match; end < stop; end++) content[end] = content[end - offset]!;
  }
  return content.subarray(0, end);
}

const MIN_MATCH = 4;

/**
 * What Parquet calls `LZ4`: blocks, each after its size and its stored size as Hadoop writes them (32 bits, the most
 * significant byte first); some writers write one block without them.
 */
export function unlz4Frames(page: Uint8Array, size: number): Uint8Array {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const blocks: Uint8Array[] = [];
  let end = 0;
  for (let at = 0; at < page.length;) {
    if (page.length - at < 8) return unlz4(page, size);
    const unpacked = view.getUint32(at);
    const stored = view.getUint32(at + 4);
    at += 8;
    end += unpacked;
    if (stored > page.length - at || end > size) return unlz4(page, size);
    blocks.push(unlz4(page.subarray(at, at + stored), unpacked));
    at += stored;
  }
  return Buffer.concat(blocks);
}
