/**
 * Many texts in one, with where each ends: they are held, and cross threads, as if they were one. As bytes, which the
 * garbage collector does not move.
 */
export interface PackedTexts {
  readonly bytes: Uint8Array;
  /** Whether a character takes two bytes (UTF-16) and not one (Latin-1), because one of them needs it. */
  readonly isWide: boolean;
  /** Of each, in bytes. */
  readonly ends: Uint32Array;
}

/** Any texts: also what is no valid Unicode comes back as it was. */
export function packTexts(texts: readonly string[]): PackedTexts {
  const whole = texts.join('');
  const isWide = /[^\0-\xff]/.test(whole);
  const width = isWide ? 2 : 1;
  const bytes = new Uint8Array(whole.length * width);
  bufferOf(bytes).write(whole, encodingOf(isWide));
  let end = 0;
  return { bytes, isWide, ends: Uint32Array.from(texts, ({ length }) => (end += length * width)) };
}

export function textAt({ bytes, isWide, ends }: PackedTexts, index: number): string {
  return bufferOf(bytes).toString(encodingOf(isWide), startOf(ends, index), ends[index]);
}

/** The texts from the index `from` to that before `to`. */
export function textsOf({ bytes, isWide, ends }: PackedTexts, from: number, to: number): PackedTexts {
  const start = startOf(ends, from);
  return {
    // A copy: a part would cross threads as the whole.
    bytes: bytes.slice(start, startOf(ends, to)),
    isWide,
    ends: ends.subarray(from, to).map((end) => end - start),
  };
}

export function joinTexts(all: readonly PackedTexts[]): PackedTexts {
  const isWide = all.some((one) => one.isWide);
  if (all.some((one) => one.isWide !== isWide)) {
    return packTexts(all.flatMap((one) => Array.from(one.ends, (_, index) => textAt(one, index))));
  }
  const bytes = new Uint8Array(all.reduce((sum, one) => sum + one.bytes.length, 0));
  const ends = new Uint32Array(all.reduce((sum, one) => sum + one.ends.length, 0));
  let at = 0;
  let start = 0;
  for (const one of all) {
    bytes.set(one.bytes, start);
    for (const end of one.ends) ends[at++] = start + end;
    start += one.bytes.length;
  }
  return { bytes, isWide, ends };
}

function startOf(ends: Uint32Array, index: number): number {
  return index === 0 ? 0 : ends[index - 1]!;
}

function encodingOf(isWide: boolean): 'utf16le' | 'latin1' {
  return isWide ? 'utf16le' : 'latin1';
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
