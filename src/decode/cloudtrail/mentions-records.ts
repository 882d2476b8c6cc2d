import { textSearch } from '../text-search.js';

const NAME = 'eventSource';
const findName = textSearch(NAME, NAME.indexOf('S'));
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** What follows the name in notifications of S3, SQS and Kinesis, whose records have a field of the same name. */
const NOTIFICATION = /^\\*"\s*:\s*\\*"aws:/;
/** Bytes in which that is. */
const SHOWN = 64;

/** How the records of a content are written, as far as its text says. */
export type Mention = 'plain' | 'escaped' | 'none';

/**
 * Whether a content has the field `eventSource` that all records have: plain, or only with escaped quotes as in a record
 * that is a text of an envelope. Ends at the first plain one, which most contents begin with.
 */
export function mentionsRecords(content: Buffer): Mention {
  let mention: Mention = 'none';
  for (let at = findName(content, 0); at >= 0; at = findName(content, at + NAME.length)) {
    const end = content[at + NAME.length];
    if (content[at - 1] !== QUOTE || isNotification(content, at + NAME.length)) continue;
    if (end === QUOTE) return 'plain';
    if (end === BACKSLASH) mention = 'escaped';
  }
  return mention;
}

function isNotification(content: Buffer, at: number): boolean {
  return NOTIFICATION.test(content.toString('latin1', at, at + SHOWN));
}
