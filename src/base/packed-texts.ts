/**
 * Many texts in one, with where each ends: they are held, and cross threads, as if they were one. As bytes, which the
 * garbage collector does not move.
 */
export interface PackedTexts {
  /** In UTF-8. */
  readonly bytes: Uint8Array;
  /** Of each, in bytes. */
  readonly ends: Uint32Array;
}

export function packTexts(texts: readonly string[]): PackedTexts {
  const whole = texts.join('');
  const bytes = new TextEncoder().encode(whole);
  const sizeOf =
    bytes.length === whole.length
      ? ({ length }: string): number => length
      : (text: string): number => Buffer.byteLength(text);
  let end = 0;
  return { bytes, ends: Uint32Array.from(texts, (text) => (end += sizeOf(text))) };
}

export function textAt({ bytes, ends }: PackedTexts, index: number): string {
  return bufferOf(bytes).toString('utf8', startOf(ends, index), ends[index]);
}

/** The texts from the index `from` to that before `to`. */
export function textsOf({ bytes, ends }: PackedTexts, from: number, to: number): PackedTexts {
  const start = startOf(ends, from);
  return {
    // A copy: a part would cross threads as the whole.
    bytes: bytes.slice(start, startOf(ends, to)),
    ends: ends.subarray(from, to).map((end) => end - start),
  };
}

export function joinTexts(all: readonly PackedTexts[]): PackedTexts {
  const bytes = new Uint8Array(all.reduce((sum, one) => sum + one.bytes.length, 0));
  const ends = new Uint32Array(all.reduce((sum, one) => sum + one.ends.length, 0));
  let at = 0;
  let start = 0;
  for (const one of all) {
    bytes.set(one.bytes, start);
    for (const end of one.ends) ends[at++] = start + end;
    start += one.bytes.length;
  }
  return { bytes, ends };
}

function startOf(ends: Uint32Array, index: number): number {
  return index === 0 ? 0 : ends[index - 1]!;
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
