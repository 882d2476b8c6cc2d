import { existsSync } from 'node:fs';
import type { ContentSkip, Counts, DropReason, FailReason, ObjectOutcome } from '../../model/coverage.js';
import { grown, grownCapacity, KeyTable } from '../../profile/key-table.js';
import { keyedHash, THREAD_HASH_KEY } from '../../base/keyed-hash.js';
import type { SourceObject } from '../../source/source.js';
import type { Compaction, LogPositions } from '../../wire/shard-messages.js';
import { eachFrame, FrameLog, type LogPosition } from '../../storage/frame-log.js';
import { type LedgerEntry, type LedgerFrame, type ListedSlice, parseFrame } from './ledger-frame.js';

/** What is kept of an object that failed, besides the numbers. */
interface FailedObject {
  readonly uri: string;
  readonly failure: NonNullable<ObjectOutcome['failure']>;
}

/** Failures of reading, not of content: the next run tries these again. */
const RETRIED: ReadonlySet<FailReason | ContentSkip> = new Set([
  'vanished',
  'unavailable',
  'unreadable',
  'decodeCrashed',
]);

const READ_ONLY_SEEN = 1;
const FALLBACK = 2;
const UNDERSTOOD = 4;
const CHANGED = 8;

/**
 * The finished objects of a state. There may be tens of millions, so in memory an object is 96 bits of hash and
 * three numbers; the file has it in full. The ledger too is a join: entries may repeat and come in any order, and of
 * two outcomes of the same object and version the better one counts.
 */
export class Ledger {
  readonly #keys = new KeyTable();
  #inflated = new Uint32Array(0);
  #matched = new Uint32Array(0);
  #context = new Uint32Array(0);
  #flags = new Uint8Array(0);
  /** Of the objects that failed. */
  readonly #failed = new Map<number, FailedObject>();
  /** Dropped records of the objects that have any. Few of these counts differ, so equal ones are shared. */
  readonly #dropped = new Map<number, Counts<DropReason>>();
  /** Of the objects that have any: values that hold no record. */
  readonly #unknown = new Map<number, number>();
  readonly #drops = new Map<string, Counts<DropReason>>();
  /** How far each log is durable. */
  readonly #positions = new Map<string, LogPosition>();
  readonly #retired = new Set<string>();
  readonly #snapshots = new Set<string>();
  /** By all but `ended`, as JSON. */
  readonly #slices = new Map<string, ListedSlice>();
  #log: FrameLog | undefined;
  #id: string | undefined;
  /** Of the file, once it is closed. */
  #length = 0;
  readonly #hash = new Uint32Array(2);

  /** Reads the file at `path`; a missing file is an empty ledger. */
  static read(path: string): Ledger {
    const ledger = new Ledger();
    ledger.load(path);
    return ledger;
  }

  /** Reads the file at `path`, cuts off a torn end and appends to it from then on. */
  static openForAppend(path: string): Ledger {
    const ledger = new Ledger();
    ledger.#log = new FrameLog(path, ledger.load(path));
    return ledger;
  }

  /** Joins the ledger at `path` into this one. @returns where its valid part ends; undefined when there is no file */
  load(path: string): LogPosition | undefined {
    if (!existsSync(path)) return undefined;
    return eachFrame(path, (payload) => {
      const frame = parseFrame(payload, path);
      if (frame.kind === 'objects') for (const entry of frame.entries) this.#join(entry);
      else this.#note(frame);
    });
  }

  /**
   * Joins the finished objects and slices of the ledger at `path` into this one and writes them to this one's file.
   * @param onEntry receives each of them
   */
  copyFrom(path: string, onEntry: (entry: LedgerEntry) => void = () => undefined): void {
    if (!existsSync(path)) return;
    eachFrame(path, (payload) => {
      const frame = parseFrame(payload, path);
      if (frame.kind === 'slice') this.noteSlice(frame);
      if (frame.kind !== 'objects') return;
      this.append(frame.entries, {});
      frame.entries.forEach(onEntry);
    });
  }

  /** The id of its state; undefined when it is empty. */
  get id(): string | undefined {
    return this.#id;
  }

  /** Length of its file in bytes, all of it durable; 0 when it has no file to append to. */
  get length(): number {
    return this.#log?.length ?? this.#length;
  }

  /** Durably notes the state that it belongs to. */
  setId(id: string): void {
    this.#write([{ kind: 'state', id }]);
  }

  /** The slices of listings that were read into the state, wholly or in part. */
  get slices(): readonly ListedSlice[] {
    return [...this.#slices.values()];
  }

  /** Durably notes that a slice is being read, or that it was read to its end. */
  noteSlice({ listing: { sources, from, to }, part, of, ended }: ListedSlice): void {
    const known = this.#slices.get(sliceKey({ listing: { sources, from, to }, part, of }));
    if (known === undefined || (ended && !known.ended)) {
      this.#write([{ kind: 'slice', listing: { sources, from, to }, part, of, ended }]);
    }
  }

  /** Number of objects; each version counts. */
  get size(): number {
    return this.#keys.size;
  }

  /** The outcome of an object in an earlier run; `undefined` when the object must be read (again). */
  find({ uri, version, size }: SourceObject): ObjectOutcome | undefined {
    const row = this.#keys.find(...this.#key(uri, version, size));
    if (row < 0) return undefined;
    const outcome = this.#outcome(row);
    return outcome.failure !== null && RETRIED.has(outcome.failure.reason) ? undefined : outcome;
  }

  /** The objects that failed in their best version, each once. */
  *failures(): Generator<Pick<LedgerEntry, 'uri' | 'outcome'>> {
    if (this.#failed.size === 0) return;
    for (const row of this.#bestRows()) {
      const failed = this.#failed.get(row);
      if (failed !== undefined) yield { uri: failed.uri, outcome: this.#outcome(row) };
    }
  }

  /** How far each batch log is durable, by name, without logs that a compaction retired. */
  get logPositions(): ReadonlyMap<string, LogPosition> {
    return this.#positions;
  }

  /** Names of the snapshots that compactions wrote, without those that later ones retired. */
  get snapshots(): ReadonlySet<string> {
    return this.#snapshots;
  }

  /** The best outcome of each object, over all its versions. */
  *outcomes(): Generator<ObjectOutcome> {
    for (const row of this.#bestRows()) yield this.#outcome(row);
  }

  #bestRows(): Uint32Array {
    const objects = new KeyTable();
    const best = new Uint32Array(this.#keys.size);
    for (let row = 0; row < this.#keys.size; row++) {
      const known = objects.size;
      const object = objects.add(this.#keys.a(row), this.#keys.b(row), 0);
      if (object === known || this.#isBetterRow(row, best[object]!)) best[object] = row;
    }
    return best.subarray(0, objects.size);
  }

  /** Compares two versions of one object. Equal outcomes are ordered by hash, so that order does not matter. */
  #isBetterRow(row: number, other: number): boolean {
    const [ours, theirs] = [this.#outcome(row), this.#outcome(other)];
    return isBetter(ours, theirs) || (!isBetter(theirs, ours) && this.#keys.c(row) < this.#keys.c(other));
  }

  /** Durably appends objects whose retrievals are durable already. @param lengths how far the logs are durable */
  append(entries: readonly LedgerEntry[], lengths: LogPositions): void {
    this.#write([
      { kind: 'logs', lengths },
      { kind: 'objects', entries },
    ]);
    for (const entry of entries) this.#join(entry);
  }

  /** Durably records a compaction. The logs that it retired may then be deleted. */
  recordCompaction(compaction: Compaction): void {
    this.#write([{ kind: 'compaction', ...compaction }]);
  }

  #write(frames: readonly LedgerFrame[]): void {
    this.#log?.append(frames.map((frame) => Buffer.from(JSON.stringify(frame))));
    this.#log?.sync();
    for (const frame of frames) if (frame.kind !== 'objects') this.#note(frame);
  }

  #note(frame: Exclude<LedgerFrame, { readonly kind: 'objects' }>): void {
    if (frame.kind === 'state') {
      this.#id = frame.id;
      return;
    }
    if (frame.kind === 'slice') {
      const { listing, part, of, ended } = frame;
      const key = sliceKey(frame);
      const { sources, from, to } = listing;
      // A foreign ledger may have more in it.
      this.#slices.set(key, {
        listing: { sources, from, to },
        part,
        of,
        ended: ended || this.#slices.get(key)?.ended === true,
      });
      return;
    }
    if (frame.kind === 'logs') {
      for (const [log, position] of Object.entries(frame.lengths)) {
        // A compaction may have retired the log between its sync and this call.
        if (!this.#retired.has(log)) this.#positions.set(log, position);
      }
      return;
    }
    for (const name of frame.retired) {
      this.#retired.add(name);
      this.#positions.delete(name);
      this.#snapshots.delete(name);
    }
    for (const name of frame.snapshots) if (!this.#retired.has(name)) this.#snapshots.add(name);
  }

  close(): void {
    if (this.#log !== undefined) this.#length = this.#log.length;
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
      this.#context = grown(this.#context, capacity);
      this.#flags = grown(this.#flags, capacity);
    }
    this.#inflated[row] = outcome.inflatedBytes;
    this.#matched[row] = outcome.matched;
    this.#context[row] = outcome.context;
    this.#flags[row] =
      (outcome.readOnlySeen ? READ_ONLY_SEEN : 0) |
      (outcome.fallback ? FALLBACK : 0) |
      (outcome.understood ? UNDERSTOOD : 0) |
      (outcome.changed ? CHANGED : 0);
    if (outcome.unknown === 0) this.#unknown.delete(row);
    else this.#unknown.set(row, outcome.unknown);
    if (outcome.failure === null) this.#failed.delete(row);
    else this.#failed.set(row, { uri, failure: outcome.failure });
    if (Object.keys(outcome.dropped).length === 0) this.#dropped.delete(row);
    else this.#dropped.set(row, this.#shared(outcome.dropped));
  }

  #shared(dropped: Counts<DropReason>): Counts<DropReason> {
    const text = JSON.stringify(dropped);
    const known = this.#drops.get(text);
    if (known === undefined) this.#drops.set(text, dropped);
    return known ?? dropped;
  }

  #outcome(row: number): ObjectOutcome {
    return {
      failure: this.#failed.get(row)?.failure ?? null,
      inflatedBytes: this.#inflated[row]!,
      matched: this.#matched[row]!,
      context: this.#context[row]!,
      dropped: this.#dropped.get(row) ?? {},
      understood: (this.#flags[row]! & UNDERSTOOD) !== 0,
      unknown: this.#unknown.get(row) ?? 0,
      readOnlySeen: (this.#flags[row]! & READ_ONLY_SEEN) !== 0,
      fallback: (this.#flags[row]! & FALLBACK) !== 0,
      ...((this.#flags[row]! & CHANGED) !== 0 && { changed: true as const }),
    };
  }

  /** The first two numbers identify the object, all three its version. */
  #key(uri: string, version: string, size: number): [number, number, number] {
    keyedHash(`${uri}\0${version}\0${size}`, this.#hash, THREAD_HASH_KEY);
    const whole = this.#hash[0]!;
    keyedHash(uri, this.#hash, THREAD_HASH_KEY);
    return [this.#hash[0]!, this.#hash[1]!, whole];
  }
}

function sliceKey({ listing: { sources, from, to }, part, of }: Omit<ListedSlice, 'ended'>): string {
  return JSON.stringify([sources, from, to, part, of]);
}

/**
 * A total order, so that the order of joining does not matter: whole before failed, then more matches, then more
 * bytes, then reason, detail and the rest.
 */
function isBetter(a: ObjectOutcome, b: ObjectOutcome): boolean {
  if ((a.failure === null) !== (b.failure === null)) return a.failure === null;
  if (a.matched !== b.matched) return a.matched > b.matched;
  if (a.context !== b.context) return a.context > b.context;
  if (a.inflatedBytes !== b.inflatedBytes) return a.inflatedBytes > b.inflatedBytes;
  return (
    `${a.failure?.reason ?? ''} ${a.failure?.detail ?? ''} ${restOf(a)}` <
    `${b.failure?.reason ?? ''} ${b.failure?.detail ?? ''} ${restOf(b)}`
  );
}

function restOf({ readOnlySeen, fallback, dropped, understood, unknown }: ObjectOutcome): string {
  return `${readOnlySeen} ${JSON.stringify(dropped)} ${fallback} ${understood} ${unknown}`;
}
