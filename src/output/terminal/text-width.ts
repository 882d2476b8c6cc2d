import stringWidth from 'string-width';

/** Longer clusters of one base and its marks are cut: any number of marks takes no column, but fills the memory of a terminal. */
const CLUSTER_UNITS = 16;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Node copies the whole text for each of its clusters, so a long text is taken apart in pieces of so many units. */
const PIECE_UNITS = 256;
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Columns that a text takes on a terminal: two for a wide character and an emoji, none for a combining one. At the end of
 * a piece of a long text, a cluster may be taken for two, so that the result is too large rather than too small.
 */
export function textWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const piece of piecesOf(text)) width += stringWidth(piece);
  return width;
}

/** No piece ends within a surrogate pair. */
function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + PIECE_UNITS);
    if (end < text.length && /[\ud800-\udbff]/.test(text[end - 1]!)) end++;
    yield text.slice(at, end);
    at = end;
  }
}

/**
 * The text in at most `width` columns; `…` stands for what was left out.
 * @param where is cut. @default 'end'
 */
export function clip(text: string, width: number, where: 'end' | 'middle' = 'end'): string {
  if (width < 1) return '';
  const most = Math.min(text.length, (width + 1) * CLUSTER_UNITS);
  if (most === text.length && textWidth(text) <= width && !hasLongCluster(text)) return text;
  const tailWidth = where === 'end' ? 0 : Math.floor((width - 1) / 2);
  const head = taken(clusters(text.slice(0, most)), width - 1 - tailWidth);
  if (where === 'end') return `${head.join('')}…`;
  const tail = taken(clusters(text.slice(-most)).reverse(), tailWidth);
  return `${head.join('')}…${tail.reverse().join('')}`;
}

/** Pads a text to `width` columns. */
export function pad(text: string, width: number, side: 'left' | 'right'): string {
  const spaces = ' '.repeat(Math.max(0, width - textWidth(text)));
  return side === 'left' ? spaces + text : text + spaces;
}

/** Lines of at most `width` columns, at least 1, broken between words where they have any. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => pieces(one, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** A word in pieces of at most `width` columns. */
function pieces(word: string, width: number): string[] {
  if (textWidth(word) <= width) return [word];
  const all: string[] = [];
  let [line, used] = ['', 0];
  for (const cluster of clusters(word)) {
    const wide = textWidth(cluster);
    // A cluster that is wider than a line is on a line of its own.
    if (line !== '' && used + wide > width) {
      all.push(line);
      [line, used] = ['', 0];
    }
    line += cluster;
    used += wide;
  }
  return [...all, line];
}

function clusters(text: string): string[] {
  const all: string[] = [];
  for (const piece of piecesOf(text)) {
    for (const { segment } of graphemes.segment(piece)) all.push(segment.slice(0, CLUSTER_UNITS));
  }
  return all;
}

function hasLongCluster(text: string): boolean {
  if (text.length <= CLUSTER_UNITS || PLAIN.test(text)) return false;
  for (const piece of piecesOf(text)) {
    for (const { segment } of graphemes.segment(piece)) if (segment.length > CLUSTER_UNITS) return true;
  }
  return false;
}

/** The first clusters that have room in `width` columns. */
function taken(all: readonly string[], width: number): string[] {
  let used = 0;
  const end = all.findIndex((cluster) => (used += textWidth(cluster)) > width);
  return end < 0 ? [...all] : all.slice(0, end);
}
