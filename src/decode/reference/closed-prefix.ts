import { LIST_NAMES } from '../envelopes/lists.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Names of lists whose elements each stand for themselves, so that those before a cut are as they were written. */
const LISTS: ReadonlySet<string> = new Set([
  ...LIST_NAMES,
  'hits',
  'resourceLogs',
  'scopeLogs',
  'logRecords',
  'QueryResultRows',
  'Rows',
  'tables',
  'rows',
]);
/** Names of objects around such a list. */
const AROUND: ReadonlySet<string> = new Set(['hits', 'ResultSet']);

/** An object or list that the text does not end. */
interface Frame {
  readonly isList: boolean;
  /** Whether it is a list of the kept names, and so are all lists around it. */
  readonly isKept: boolean;
  /** Whether it has a field of a record's, so that its lists are what a caller wrote. */
  isRecord: boolean;
  /** What was whole before it. */
  readonly before: Whole;
  /** The one around it. */
  readonly outer: Frame | undefined;
}

/** Where what is whole ends, and the innermost object or list that it does not end. */
interface Whole {
  readonly end: number;
  readonly open: Frame | undefined;
}

/** Fields of records; services have `eventSource` in their notifications, too. */
const IN_RECORD: ReadonlySet<string> = new Set([
  'eventVersion',
  'userIdentity',
  'eventTime',
  'requestParameters',
]);

/** A JSON object that was cut off, without what is incomplete. */
export interface ClosedPrefix {
  readonly bytes: Buffer;
  readonly depth: number;
}

/**
 * The part of a cut-off envelope that is whole: all up to the last complete element of a list of records, with the
 * brackets that are missing. An element that was cut off is left out, so that no record loses some of its fields.
 * @param text JSON that begins with an object and ends anywhere in it
 * @param maxDepth of nested objects and lists
 * @returns undefined if no such list has a complete element, or if the text is nested too deep
 */
export function closedPrefix(text: Buffer, maxDepth: number): ClosedPrefix | undefined {
  const frames: Frame[] = [];
  let key = '';
  let whole: Whole = { end: 0, open: undefined };
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const byte = text[at]!;
    const inside = frames.at(-1);
    if (byte === QUOTE) {
      const from = at + 1;
      for (at++; at < text.length && text[at] !== QUOTE; at++) if (text[at] === BACKSLASH) at++;
      if (at >= text.length) break;
      if (inside?.isList === false && isKey(text, at + 1)) {
        key = text.toString('latin1', from, at);
        if (IN_RECORD.has(key)) inside.isRecord = true;
      } else if (inside?.isList === true && inside.isKept) whole = { end: at + 1, open: frames.at(-1) };
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (frames.length >= maxDepth) return undefined;
      frames.push(frameOf(byte === OPEN_ARRAY, inside, key, whole));
      depth = Math.max(depth, frames.length);
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      frames.pop();
      const outer = frames.at(-1);
      if (outer === undefined) break;
      if (outer.isList && outer.isKept) whole = { end: at + 1, open: frames.at(-1) };
    }
  }
  const { end, open } = frames.find(({ isRecord }) => isRecord)?.before ?? whole;
  if (end === 0) return undefined;
  return { bytes: Buffer.concat([text.subarray(0, end), Buffer.from(closingOf(open))]), depth };
}

function frameOf(isList: boolean, inside: Frame | undefined, key: string, before: Whole): Frame {
  let isKept = !isList;
  if (inside?.isList === true) isKept &&= inside.isKept;
  else if (inside !== undefined) isKept = inside.isKept && (isList ? LISTS : AROUND).has(key);
  return { isList, isKept, isRecord: false, before, outer: inside };
}

/** The brackets that end an object or list and all around it. */
function closingOf(open: Frame | undefined): string {
  let closing = '';
  for (let frame = open; frame !== undefined; frame = frame.outer) closing += frame.isList ? ']' : '}';
  return closing;
}

function isKey(text: Buffer, from: number): boolean {
  let at = from;
  while (text[at] === 0x20 || text[at] === 0x0a || text[at] === 0x0d || text[at] === 0x09) at++;
  return text[at] === COLON;
}
