import { inflateRawSync } from 'node:zlib';
import type { CallReader } from './call-reader.js';
import type { DecodeLimits } from './decode-limits.js';
import { DocumentScanner, MAX_DOCUMENT, type Scan } from './document-scanner.js';
import { endsWell } from './extract.js';
import { capOf, isGzip } from './gunzip.js';
import { gzipMember, TRAILER_BYTES } from './gzip-member.js';
import type { HitFinder } from './hits.js';
import { RawInflater } from './raw-inflater.js';
import type { RecordRange } from './record-splitter.js';

/** Bytes that are inflated, then summed and scanned while they are in the cache. */
const STEP = 256 * 2 ** 10;

export interface SwiftlyRead {
  /** The content, in memory that the next object overwrites. */
  readonly bytes: Buffer;
  /** The records that may match. */
  readonly records: Iterable<RecordRange>;
  /** Reads these as they lie there. */
  readonly calls: CallReader;
  readonly inflateMilliseconds: number;
}

/**
 * Reads the objects that are as they usually are: one whole gzip member, or plain, of a document that the scanner
 * accepts. Of those it gives what `gunzip`, `splitRecords` and the finder give; every other one it leaves to them.
 */
export class SwiftReader {
  readonly #scanner: DocumentScanner;
  #inflater: RawInflater | undefined;

  /**
   * @param inPlace whether to inflate straight into the scanner's memory, where this Node's zlib can. @default true
   * @returns undefined where WebAssembly cannot be had
   */
  static create(inPlace = true): SwiftReader | undefined {
    const scanner = DocumentScanner.create();
    return scanner && new SwiftReader(scanner, inPlace ? RawInflater.create() : undefined);
  }

  private constructor(scanner: DocumentScanner, inflater: RawInflater | undefined) {
    this.#scanner = scanner;
    this.#inflater = inflater;
  }

  /** Whether it inflates straight into its own memory. */
  get inflatesInPlace(): boolean {
    return this.#inflater !== undefined;
  }

  /** @returns undefined: not this one */
  read(object: Uint8Array, finder: HitFinder | null, limits: DecodeLimits): SwiftlyRead | undefined {
    const stored = Buffer.from(object.buffer, object.byteOffset, object.byteLength);
    const member = isGzip(stored) ? gzipMember(stored) : null;
    const length = member === null ? stored.length : (member?.length ?? 0);
    const most = Math.min(MAX_DOCUMENT, capOf(stored.length, limits).bytes);
    if (length === 0 || length > most || !this.#scanner.canFind(finder)) return undefined;

    // What a checksum vouches for needs to be JSON only where something may be in it.
    const memory = this.#scanner.start(length, finder, member !== null);
    if (memory === undefined) return undefined;
    const steps = member ? this.#inflate(stored, member.from, memory, length) : copy(stored, memory);
    let inflating = 0;
    let before = performance.now();
    let end = 0;
    for (const available of steps) {
      end = available;
      if (member) this.#scanner.sum(available);
      const after = performance.now();
      inflating += after - before;
      if (!this.#scanner.scan(available)) return undefined;
      before = performance.now();
    }
    if (end !== length || (member && this.#scanner.checksum() !== member.crc)) return undefined;
    inflating += performance.now() - before;
    const bytes = memory.subarray(0, length);
    const found = this.#scanner.found();
    if (found === undefined ? !endsWell(bytes) : found.depth > limits.maxDepth) return undefined;
    return {
      bytes,
      records: found === undefined ? [] : recordRanges(found),
      calls: this.#scanner.calls,
      inflateMilliseconds: member ? inflating : 0,
    };
  }

  /** Inflates into the memory. Yields how much is there, and ends without all of it when that cannot be had. */
  *#inflate(stored: Buffer, from: number, memory: Buffer, length: number): Generator<number> {
    const inflater = this.#inflater;
    if (inflater === undefined) {
      const content = inflateApart(stored, from, length);
      if (content !== undefined) yield* copy(content, memory);
      return;
    }
    inflater.start(stored, from);
    for (let at = 0; ;) {
      // At the end there is more room than content, so that a step that fills its room is not the last.
      const room = at + STEP < length ? STEP : memory.length - at;
      const written = inflater.write(memory, at, room);
      if (written < 0) this.#inflater = RawInflater.create();
      if (written < room) {
        if (at + written === length && inflater.rest === TRAILER_BYTES) yield length;
        return;
      }
      at += room;
      if (at > length) return;
      yield at;
    }
  }
}

function* copy(content: Buffer, memory: Buffer): Generator<number> {
  for (let at = 0; at < content.length;) {
    at += content.copy(memory, at, at, at + STEP);
    yield at;
  }
}

/** Inflates as Node documents it. @returns undefined when that does not give just `length` bytes */
function inflateApart(stored: Buffer, from: number, length: number): Buffer | undefined {
  const input = stored.subarray(from);
  try {
    // With `info` the result also carries the engine, which knows how much it consumed; the types do not say so.
    const { buffer, engine } = inflateRawSync(input, {
      chunkSize: Math.max(length + 1, 1024),
      maxOutputLength: length,
      info: true,
    }) as unknown as { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };
    const whole = buffer.length === length && engine.bytesWritten === input.length - TRAILER_BYTES;
    return whole ? buffer : undefined;
  } catch {
    return undefined;
  }
}

function* recordRanges({ ranges, depth }: Scan): Generator<RecordRange> {
  for (let at = 0; at < ranges.length; at += 2) yield { start: ranges[at]!, end: ranges[at + 1]!, depth };
}
