import { Packr, RESET_BUFFER_MODE } from 'msgpackr';
import { NAME_WORDS } from '../profile/name-table.js';

/*
 * Retrievals on their way from a decode thread to a shard, packed. There are many decode threads and few shards, so the
 * decode threads do all that can be done once for a batch: each text is in a dictionary once, hashed and encoded, and
 * the shard makes no strings of them. A batch is FORMAT and one array of 32-bit words:
 *
 *   header       words of identities │ number of identities │ number of names │ words of texts │ words of lists
 *   identities   records (profile/identity-record.ts)
 *   names        entries (profile/name-table.ts)
 *   texts        of the names
 *   lists        of items: number of names │ names …
 *   rows         nine words for each retrieval or context event, those of one identity together:
 *
 *   identity │ time │ event key hi │ lo │ scope │ origin │ subject │ flags │ access key
 *
 * `subject` is 1 + the number of the item's name for a call that names one item (0: unknown), and the start of the list
 * of items for a successful batch, and for any other call that names several. `flags` has bit 0 for a batch, bit 1 for a
 * failure, bit 2 for a denied call, bit 3 for a batch call that selects everything, bit 4 for a list of a call that is
 * no successful batch, and from bit 8 the most items that a batch by filters may return. A failure has a
 * subject only where it was denied or the item does not exist. The access key is a hash of a temporary key's id, 0 for any other. For a context
 * event bit 5 is set, bits 8 and above are its kind, the subject is the start of a list, and all else is 0.
 *
 * The same bytes are the frames of a shard's log, so they must stay readable: any change changes FORMAT.
 */

const FORMAT = 7;
const HEADER_WORDS = 5;
export const ROW_WORDS = 9;
export const BATCH = 1;
export const FAILED = 2;
export const DENIED = 4;
export const MATCH_ALL = 8;
export const LIST = 16;
export const CONTEXT = 32;
export const LIMIT_SHIFT = 8;

interface PackedBatch {
  readonly format: number;
  readonly content: Uint8Array;
}

/** The parts of a batch, in their order. */
export interface BatchParts {
  readonly identities: Uint32Array;
  readonly identityCount: number;
  readonly names: Uint32Array;
  readonly texts: Uint32Array;
  readonly lists: Uint32Array;
  readonly rows: Uint32Array;
}

/** The words of a batch, and the indices where its parts begin. */
export interface BatchView {
  readonly words: Uint32Array;
  readonly identityCount: number;
  readonly nameCount: number;
  readonly identities: number;
  readonly names: number;
  readonly texts: number;
  readonly lists: number;
  readonly rows: number;
}

/** Memory for the batch that is being packed or unpacked. */
let scratch = new Uint32Array(1 << 10);

// Plain maps, no shared structures: a batch must be readable by itself, years later.
const packr = new Packr({ useRecords: false });

export function packBatch(parts: BatchParts): Uint8Array<ArrayBuffer> {
  const { identities, identityCount, names, texts, lists, rows } = parts;
  const nameCount = names.length / NAME_WORDS;
  const header = Uint32Array.of(identities.length, identityCount, nameCount, texts.length, lists.length);
  const all = [header, identities, names, texts, lists, rows];
  const words = scratchOf(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of all) {
    words.set(part, at);
    at += part.length;
  }
  const batch: PackedBatch = { format: FORMAT, content: new Uint8Array(words.buffer, 0, words.byteLength) };
  // A copy, because the packer overwrites this one with the next batch.
  return new Uint8Array(packr.pack(batch, RESET_BUFFER_MODE));
}

/**
 * The view is valid until another batch is packed or viewed.
 * @throws RangeError when the batch has another format
 */
export function viewBatch(bytes: Uint8Array): BatchView {
  const batch = packr.unpack(bytes) as PackedBatch;
  if (batch.format !== FORMAT) throw new RangeError(`batch format ${batch.format} is not ${FORMAT}`);
  const words = wordsOf(batch.content);
  const [identityCount, nameCount] = [words[1]!, words[2]!];
  const names = HEADER_WORDS + words[0]!;
  const texts = names + nameCount * NAME_WORDS;
  const lists = texts + words[3]!;
  const rows = lists + words[4]!;
  return { words, identityCount, nameCount, identities: HEADER_WORDS, names, texts, lists, rows };
}

/** Bytes as words: a copy only if they are not aligned to words. Large batches, as they are packed, are aligned. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  const { buffer, byteOffset, byteLength } = bytes;
  if (byteOffset % 4 === 0) return new Uint32Array(buffer, byteOffset, byteLength / 4);
  const words = scratchOf(byteLength / 4);
  new Uint8Array(words.buffer).set(bytes);
  return words;
}

function scratchOf(words: number): Uint32Array<ArrayBuffer> {
  if (words > scratch.length) scratch = new Uint32Array(words * 2);
  return scratch.subarray(0, words);
}
