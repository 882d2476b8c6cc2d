import type { EventReader } from './event-reader.js';
import type { DecodeLimits } from '../decode-limits.js';
import { DocumentScanner, MAX_DOCUMENT, type Scan } from './document-scanner.js';
import { endsWell } from '../extract.js';
import { capOf, isGzip } from '../reference/gunzip.js';
import { type GzipMember, gzipMember, TRAILER_BYTES } from './gzip-member.js';
import type { NeedleFinder } from '../reference/needles.js';
import type { RecordRange } from '../reference/record-splitter.js';

/** Bytes that are inflated, then summed and scanned while they are in the cache. */
const STEP = 256 * 2 ** 10;
/** A member is not larger than its content by more, its header included. */
const MOST_ADDED = 64 * 2 ** 10;

export interface FastPathResult {
  /** The content, in memory that the next object overwrites. */
  readonly bytes: Buffer;
  /** The records that may match. */
  readonly records: Iterable<RecordRange>;
  /** Reads these as they lie there. */
  readonly calls: EventReader;
  readonly inflateMilliseconds: number;
}

/**
 * Reads the objects that are as they usually are: one whole gzip member, or plain, of a document that the scanner
 * accepts. Of those it gives what `gunzip`, `splitRecords` and the finder give; every other one it leaves to them.
 */
export class FastPathDecoder {
  readonly #scanner: DocumentScanner;

  /** @returns undefined where WebAssembly cannot be had */
  static create(): FastPathDecoder | undefined {
    const scanner = DocumentScanner.create();
    return scanner && new FastPathDecoder(scanner);
  }

  private constructor(scanner: DocumentScanner) {
    this.#scanner = scanner;
  }

  /** @returns undefined: not this one */
  read(object: Uint8Array, finder: NeedleFinder | null, limits: DecodeLimits): FastPathResult | undefined {
    const stored = Buffer.from(object.buffer, object.byteOffset, object.byteLength);
    const member = isGzip(stored) ? gzipMember(stored) : null;
    const length = member === null ? stored.length : (member?.length ?? 0);
    const most = Math.min(MAX_DOCUMENT, capOf(stored.length, limits).bytes);
    if (length === 0 || length > most || stored.length > length + MOST_ADDED) return undefined;
    if (!this.#scanner.canFind(finder)) return undefined;

    // What a checksum vouches for needs to be JSON only where something may be in it.
    const bytes = this.#scanner.start(length, finder, member !== null, member ? stored.length : 0);
    if (bytes === undefined) return undefined;
    if (member) this.#scanner.startInflate(stored.subarray(member.from));
    let inflating = 0;
    let before = performance.now();
    for (let at = 0; at < length;) {
      const wanted = Math.min(at + STEP, length);
      at = member ? this.#scanner.inflate(wanted) : at + stored.copy(bytes, at, at, wanted);
      if (at < wanted || at > length) return undefined;
      if (member) this.#scanner.sum(at);
      const after = performance.now();
      inflating += after - before;
      if (!this.#scanner.scan(at)) return undefined;
      before = performance.now();
    }
    if (member && !this.#endsAsTold(member)) return undefined;
    inflating += performance.now() - before;
    const found = this.#scanner.found();
    if (found === undefined ? !endsWell(bytes) : found.depth > limits.maxDepth) return undefined;
    return {
      bytes,
      records: found === undefined ? [] : recordRanges(found),
      calls: this.#scanner.calls,
      inflateMilliseconds: member ? inflating : 0,
    };
  }

  #endsAsTold({ crc }: GzipMember): boolean {
    return this.#scanner.inflateEnd() === TRAILER_BYTES && this.#scanner.checksum() === crc;
  }
}

function* recordRanges({ ranges, depth }: Scan): Generator<RecordRange> {
  for (let at = 0; at < ranges.length; at += 2) yield { start: ranges[at]!, end: ranges[at + 1]!, depth };
}
