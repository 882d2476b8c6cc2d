/** Bytes in which the header of a table ends. */
const HEADER = 16 * 2 ** 10;
const QUOTE = '"';
const QUOTE_BYTE = 0x22;

/** A table as text, with a header. */
export interface Table {
  /** Names of the columns. */
  readonly names: readonly string[];
  readonly delimiter: string;
}

/** The columns of a table, of which one of these sets must be there in some spelling. */
const NEEDED: readonly (readonly string[])[] = [
  ['eventname', 'eventsource'],
  ['metadata', 'api', 'unmapped'],
  ['cloudtrailevent'],
  ['raw'],
  ['@message'],
  ['message'],
  ['record'],
];

/**
 * Recognises a table of values with delimiters (RFC 4180) with records of CloudTrail, by its header: columns for the
 * source and name of an event, or one that keeps records as text.
 */
export function tableOf(content: Buffer): Table | undefined {
  const head = content.toString('utf8', 0, HEADER);
  for (const delimiter of [',', '\t', ';', '|']) {
    const [header] = rows(head, delimiter);
    const names = header?.cells;
    if (names === undefined || names.some((name) => name.includes('{'))) continue;
    const known = new Set(names.map((name) => name.replace(/[_\s-]/g, '').toLowerCase()));
    if (NEEDED.some((columns) => columns.every((column) => known.has(column)))) return { names, delimiter };
  }
  return undefined;
}

export interface Row {
  readonly cells: readonly string[];
  /** Where it begins and ends in the text. */
  readonly start: number;
  readonly end: number;
}

/**
 * The rows of a text, the header included. A byte order mark before it is skipped. Empty lines are no rows.
 * @param mostCells of a row; further ones are left out. @default all are given
 */
export function* rows(text: string, delimiter: string, mostCells = Infinity): Generator<Row> {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const start = at;
    const cells: string[] = [];
    for (;;) {
      const [cell, next] = text[at] === QUOTE ? quoted(text, at) : plain(text, at, delimiter);
      if (cells.length < mostCells) cells.push(cell);
      at = next;
      if (text[at] !== delimiter) break;
      at++;
    }
    // What follows a closing quote up to the end of the line belongs to no cell.
    while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
    const end = at;
    while (at < text.length && (text[at] === '\n' || text[at] === '\r')) at++;
    if (cells.length > 1 || cells[0] !== '') yield { cells, start, end };
  }
}

function quoted(text: string, from: number): [cell: string, next: number] {
  let isEscaped = false;
  for (let at = from + 1; ; at += 2) {
    at = text.indexOf(QUOTE, at);
    if (at >= 0 && text[at + 1] === QUOTE) {
      isEscaped = true;
      continue;
    }
    const end = at < 0 ? text.length : at;
    const cell = text.slice(from + 1, end);
    return [isEscaped ? unescaped(cell) : cell, at < 0 ? end : end + 1];
  }
}

/** Characters of a cell from which on it is faster, and takes less memory, to go through its bytes. */
const LONG = 2 ** 16;

/** A cell with one quote for each two in it. */
function unescaped(cell: string): string {
  if (cell.length < LONG) return cell.replaceAll('""', QUOTE);
  const bytes = Buffer.from(cell);
  let end = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    bytes[end++] = byte;
    if (byte === QUOTE_BYTE) at++;
  }
  return bytes.toString('utf8', 0, end);
}

function plain(text: string, from: number, delimiter: string): [cell: string, next: number] {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
  return [text.slice(from, at), at];
}
