/** Many texts in one, with where each ends: they are held, and cross threads, as if they were a single text. */
export interface PackedTexts {
  readonly text: string;
  readonly ends: Uint32Array;
}

export function packTexts(texts: readonly string[]): PackedTexts {
  let end = 0;
  return { text: texts.join(''), ends: Uint32Array.from(texts, ({ length }) => (end += length)) };
}

export function textAt({ text, ends }: PackedTexts, index: number): string {
  return text.slice(index === 0 ? 0 : ends[index - 1]!, ends[index]);
}

/** The texts from the index `from` to that before `to`. */
export function textsOf({ text, ends }: PackedTexts, from: number, to: number): PackedTexts {
  const start = from === 0 ? 0 : ends[from - 1]!;
  return {
    text: text.slice(start, to === from ? start : ends[to - 1]!),
    ends: ends.subarray(from, to).map((end) => end - start),
  };
}

export function joinTexts(all: readonly PackedTexts[]): PackedTexts {
  const ends = new Uint32Array(all.reduce((sum, one) => sum + one.ends.length, 0));
  let at = 0;
  let start = 0;
  for (const one of all) {
    for (const end of one.ends) ends[at++] = start + end;
    start += one.text.length;
  }
  return { text: all.map(({ text }) => text).join(''), ends };
}
