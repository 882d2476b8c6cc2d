import type { DecodeLimits } from '../decode-limits.js';
import type { NeedleFinder } from '../needles.js';
import { isEndComplete } from '../reference/document-end.js';
import { capOf, isGzip } from '../content/gunzip.js';
import type { RecordRange } from '../record-range.js';
import { DocumentScanner, MAX_DOCUMENT } from './document-scanner.js';
import type { EventReader } from './event-reader.js';
import { type GzipMember, gzipMember, TRAILER_BYTES } from './gzip-member.js';
import { Unavailable } from './unavailable.js';

/** Bytes that are inflated, then summed and scanned while they are in the cache. */
const STEP = 256 * 2 ** 10;
/** A member is not larger than its content by more, its header included. */
const MOST_ADDED = 64 * 2 ** 10;

export interface ScannedObject {
  /** The content, in memory that the next object overwrites. */
  readonly content: Buffer;
  /** The records that may match, in the order of the document. */
  readonly records: Iterable<RecordRange>;
  readonly inflateMilliseconds: number;
}

/**
 * Finds the records that may match in objects that are as they usually are: one whole gzip member, or plain, of a
 * document that the scanner accepts. What it gives is what `gunzip`, `splitRecords` and the finder give together.
 */
export class ObjectScanner {
  /** Reads events of the object scanned last. */
  readonly events: EventReader;
  readonly #scanner: DocumentScanner;

  /** @returns why there is none, where WebAssembly cannot be used */
  static create(): ObjectScanner | Unavailable {
    const scanner = DocumentScanner.create();
    return scanner instanceof Unavailable ? scanner : new ObjectScanner(scanner);
  }

  private constructor(scanner: DocumentScanner) {
    this.#scanner = scanner;
    this.events = scanner.events;
  }

  /** @returns undefined: the object is not as usual */
  scan(object: Uint8Array, finder: NeedleFinder | null, limits: DecodeLimits): ScannedObject | undefined {
    const stored = Buffer.from(object.buffer, object.byteOffset, object.byteLength);
    const member = isGzip(stored) ? gzipMember(stored) : null;
    const length = member === null ? stored.length : (member?.length ?? 0);
    const most = Math.min(MAX_DOCUMENT, capOf(stored.length, limits).bytes);
    if (length === 0 || length > most || stored.length > length + MOST_ADDED) return undefined;
    if (!this.#scanner.canFind(finder)) return undefined;

    // What a checksum vouches for needs to be JSON only where something may be in it.
    const content = this.#scanner.start(
      length,
      finder,
      member !== null,
      member ? stored.length : 0,
      limits.maxRecords,
    );
    if (content === undefined) return undefined;
    if (member) this.#scanner.startInflate(stored.subarray(member.from));
    let inflating = 0;
    let before = performance.now();
    for (let at = 0; at < length;) {
      const wanted = Math.min(at + STEP, length);
      at = member ? this.#scanner.inflate(wanted) : at + stored.copy(content, at, at, wanted);
      if (at < wanted || at > length) return undefined;
      if (member) this.#scanner.sum(at);
      const after = performance.now();
      inflating += after - before;
      if (!this.#scanner.scan(at)) return undefined;
      before = performance.now();
    }
    if (member && !this.#endsAsTrailerSays(member)) return undefined;
    inflating += performance.now() - before;
    const found = this.#scanner.found();
    if (found === undefined ? !isEndComplete(content) : found.depth > limits.maxDepth) return undefined;
    return {
      content,
      records: found === undefined ? [] : recordRanges(found.ranges, found.depth),
      inflateMilliseconds: member ? inflating : 0,
    };
  }

  #endsAsTrailerSays({ crc }: GzipMember): boolean {
    return this.#scanner.inflateEnd() === TRAILER_BYTES && this.#scanner.checksum() === crc;
  }
}

function* recordRanges(ranges: Uint32Array, depth: number): Generator<RecordRange> {
  for (let at = 0; at < ranges.length; at += 2) yield { start: ranges[at]!, end: ranges[at + 1]!, depth };
}
