import { existsSync } from 'node:fs';
import type { FailReason, ObjectOutcome } from '../model/coverage.js';
import { grown, grownCapacity, KeyTable } from '../profile/key-table.js';
import { hash64 } from '../sketch/hash.js';
import type { SourceObject } from '../source/source.js';
import { FrameLog, readFrames } from '../storage/frame-log.js';

/** One line of the ledger: an object and what it came to. */
export interface LedgerEntry {
  readonly uri: string;
  readonly version: string;
  readonly size: number;
  readonly outcome: ObjectOutcome;
}

/** A frame of the ledger's log: finished objects, or the lengths up to which batch logs were made durable. */
type LedgerFrame =
  | { readonly kind: 'objects'; readonly entries: readonly LedgerEntry[] }
  | { readonly kind: 'logs'; readonly lengths: Readonly<Record<string, number>> };

/** Failures of reading, not of content: the next run tries these again. */
const RETRIED: ReadonlySet<FailReason> = new Set(['vanished', 'unreadable', 'decodeCrashed']);

const READ_ONLY_SEEN = 1;

/**
 * The finished objects of a state. In memory an object is 96 bits of hash and three numbers, since there may be
 * tens of millions; the file has them in full. It too is a join: entries may repeat and come in any order, and
 * of two outcomes of the same object and version the better one counts.
 */
export class Ledger {
  readonly #keys = new KeyTable();
  #inflated = new Uint32Array(0);
  #matched = new Uint32Array(0);
  #flags = new Uint8Array(0);
  /** Objects with a failure or a drop, whole. */
  readonly #odd = new Map<number, LedgerEntry>();
  readonly #lengths = new Map<string, number>();
  #log: FrameLog | undefined;
  readonly #hash = new Uint32Array(4);

  /** Reads what is at `path`; a file that is not there is an empty ledger. */
  static read(path: string): Ledger {
    const ledger = new Ledger();
    ledger.load(path);
    return ledger;
  }

  /** Reads what is at `path`, cuts a torn end off and goes on writing there. */
  static openForAppend(path: string): Ledger {
    const ledger = new Ledger();
    ledger.#log = new FrameLog(path, ledger.load(path));
    return ledger;
  }

  /** Joins the ledger at `path` into this one. @returns length of its valid part in bytes. */
  load(path: string): number {
    const frames = readLedger(path);
    for (;;) {
      const next = frames.next();
      if (next.done === true) return next.value;
      const frame = next.value;
      if (frame.kind === 'objects') for (const entry of frame.entries) this.#join(entry);
      else for (const [log, length] of Object.entries(frame.lengths)) this.#lengths.set(log, length);
    }
  }

  /** Joins the ledger at `path` into this one and writes its entries to this one's file. */
  copyFrom(path: string): void {
    for (const frame of readLedger(path)) {
      if (frame.kind === 'objects') this.append(frame.entries, {});
    }
  }

  get size(): number {
    return this.#keys.size;
  }

  /** What an object came to in an earlier run, or `undefined` when it is to be read (again). */
  find({ uri, version, size }: SourceObject): ObjectOutcome | undefined {
    const row = this.#keys.find(...this.#key(uri, version, size));
    if (row < 0) return undefined;
    const outcome = this.#outcome(row);
    return outcome.failure !== null && RETRIED.has(outcome.failure.reason) ? undefined : outcome;
  }

  /** Every object that failed. */
  *failures(): Generator<LedgerEntry> {
    for (const entry of this.#odd.values()) if (entry.outcome.failure !== null) yield entry;
  }

  /** Lengths up to which batch logs were known to be durable, by name. */
  get logLengths(): ReadonlyMap<string, number> {
    return this.#lengths;
  }

  /** Of every object once, its best outcome. */
  *outcomes(): Generator<ObjectOutcome> {
    for (let row = 0; row < this.#keys.size; row++) yield this.#outcome(row);
  }

  /** Durably appends objects whose retrievals are durable already, with the log lengths that prove it. */
  append(entries: readonly LedgerEntry[], lengths: Readonly<Record<string, number>>): void {
    const frames: LedgerFrame[] = [
      { kind: 'logs', lengths },
      { kind: 'objects', entries },
    ];
    this.#log?.append(frames.map((frame) => Buffer.from(JSON.stringify(frame))));
    this.#log?.sync();
    for (const entry of entries) this.#join(entry);
  }

  close(): void {
    this.#log?.close();
    this.#log = undefined;
  }

  #join(entry: LedgerEntry): void {
    const { uri, version, size, outcome } = entry;
    const known = this.#keys.size;
    const row = this.#keys.add(...this.#key(uri, version, size));
    if (row < known && !isBetter(outcome, this.#outcome(row))) return;
    if (row === this.#flags.length) {
      const capacity = grownCapacity(row);
      this.#inflated = grown(this.#inflated, capacity);
      this.#matched = grown(this.#matched, capacity);
      this.#flags = grown(this.#flags, capacity);
    }
    this.#inflated[row] = outcome.inflatedBytes;
    this.#matched[row] = outcome.matched;
    this.#flags[row] = outcome.readOnlySeen ? READ_ONLY_SEEN : 0;
    const odd = outcome.failure !== null || Object.keys(outcome.dropped).length > 0;
    if (odd) this.#odd.set(row, entry);
    else this.#odd.delete(row);
  }

  #outcome(row: number): ObjectOutcome {
    return (
      this.#odd.get(row)?.outcome ?? {
        failure: null,
        inflatedBytes: this.#inflated[row]!,
        matched: this.#matched[row]!,
        dropped: {},
        readOnlySeen: (this.#flags[row]! & READ_ONLY_SEEN) !== 0,
      }
    );
  }

  #key(uri: string, version: string, size: number): [number, number, number] {
    hash64(`${uri}\0${version}\0${size}`, this.#hash);
    return [this.#hash[0]!, this.#hash[1]!, this.#hash[2]!];
  }
}

/** @returns length of the file's valid part in bytes, 0 when it is not there. */
function* readLedger(path: string): Generator<LedgerFrame, number, void> {
  if (!existsSync(path)) return 0;
  const frames = readFrames(path);
  for (;;) {
    const next = frames.next();
    if (next.done === true) return next.value;
    yield JSON.parse(Buffer.from(next.value).toString()) as LedgerFrame;
  }
}

/**
 * A total order, so that joining is order-free: whole before failed, then more before less, then by reason and
 * detail.
 */
function isBetter(a: ObjectOutcome, b: ObjectOutcome): boolean {
  if ((a.failure === null) !== (b.failure === null)) return a.failure === null;
  if (a.matched !== b.matched) return a.matched > b.matched;
  if (a.inflatedBytes !== b.inflatedBytes) return a.inflatedBytes > b.inflatedBytes;
  return (
    `${a.failure?.reason ?? ''} ${a.failure?.detail ?? ''}` <
    `${b.failure?.reason ?? ''} ${b.failure?.detail ?? ''}`
  );
}
