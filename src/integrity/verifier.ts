import { setImmediate } from 'node:timers/promises';
import { Semaphore } from '../base/semaphore.js';
import type { Integrity, IntegrityFinding } from '../model/integrity.js';
import { HOUR, MINUTE } from '../model/time.js';
import { NoDigest, parseDigest, type DigestLog } from '../source/digests/digest.js';
import { parseObjectKey, parseTrailPrefix, USUAL_LAG } from '../source/listing/object-key.js';
import { unwantedObject } from '../source/listing/wanted.js';
import {
  ObjectReadError,
  type DigestStore,
  type ListedDigest,
  type ListPlan,
  type ListWindow,
  type Source,
  type SourceObject,
} from '../source/source.js';
import { DigestChain, foundDigest, type FoundDigest, type JudgedDigest } from './digest-chain.js';
import { Findings } from './findings.js';
import type { GapHours } from './gap-hours.js';
import type { KeyRing } from './key-ring.js';
import { hashWords, LogTable } from './log-table.js';
import { Spans } from './spans.js';

/** Folders of regions that are read at the same time. */
const FOLDERS = 4;
/** Digests of one folder that are read ahead. */
const AHEAD = 8;
/** A digest arrives up to this long after its logs. */
const RECENT = 2 * HOUR;
/** A log whose name says that it was delivered in the last minutes of a digest's time may belong to the next one. */
const LAST_MINUTES = 10 * MINUTE;

interface Folder {
  readonly source: Source;
  readonly store: DigestStore;
  readonly uri: string;
}

/**
 * Compares what is read with what CloudTrail's digests say, while it is read. Digests are read in the order of their time,
 * folder by folder; logs come in any order, with the hash of their content.
 */
export class Verifier {
  readonly #plan: ListPlan;
  readonly #keys: KeyRing;
  readonly #signal: AbortSignal;
  readonly #table = new LogTable();
  readonly #findings = new Findings();
  readonly #gaps: GapHours;
  readonly #covered = new Spans();
  /** Time of digests that are known to be bad or missing, so that it is not reported again. */
  readonly #bad = new Spans();
  readonly #hours: IntegrityFinding[] = [];
  readonly #folders: Folder[] = [];
  readonly #known = new Set<string>();
  /** Folders of regions. */
  readonly #begun = new Set<string>();
  readonly #atOnce = new Semaphore(FOLDERS);
  readonly #running = new Set<Promise<void>>();
  readonly #fail: (error: unknown) => void;
  readonly #scopes = new Map<Source, (log: DigestLog) => boolean>();
  readonly #counts = { read: 0, signed: 0, unchecked: 0, starting: 0, backfill: 0 };
  #logs = 0;
  #recent = 0;
  #withoutDigest = 0;

  /**
   * @param plan what the run reads; nothing else is compared
   * @param gaps receives the hours of which something is missing
   * @param fail ends the run
   */
  constructor(
    plan: ListPlan,
    keys: KeyRing,
    gaps: GapHours,
    signal: AbortSignal,
    fail: (error: unknown) => void,
  ) {
    this.#plan = plan;
    this.#keys = keys;
    this.#gaps = gaps;
    this.#signal = signal;
    this.#fail = fail;
  }

  /** Begins with the folders beside a source that is a part of a trail. */
  begin(source: Source): void {
    for (const uri of source.digests?.beside ?? []) this.folder(source, uri);
  }

  /** Reads the digests in a folder `CloudTrail-Digest`, beside everything else. */
  folder(source: Source, uri: string): void {
    const { digests: store } = source;
    if (store === undefined || this.#known.has(uri)) return;
    this.#known.add(uri);
    this.#track(async () => {
      for (const region of await store.regions(uri, this.#plan, this.#signal)) {
        if (this.#begun.has(region)) continue;
        this.#begun.add(region);
        const number = this.#folders.push({ source, store, uri: region }) - 1;
        this.#track(() => this.#region(number));
      }
    });
  }

  /** @param words the first 96 bits of the hash of its content; null when it could not be read */
  settled(source: Source, object: SourceObject, words: Uint32Array | null): void {
    const key = parseObjectKey(object.key);
    if (key.kind !== 'cloudtrail') return;
    this.#logs++;
    const name = nameOf(source.digests?.bucket ?? null, object.uri);
    if (this.#table.see(name, words, Math.floor(key.deliveredAt / MINUTE)) === 'differs') {
      const { accountId: account, region, deliveredAt } = key;
      this.#altered(object.uri, account, region, deliveredAt - USUAL_LAG, deliveredAt);
    }
  }

  /** All objects were read: waits for the digests, and names what did not meet. */
  async finish(sources: readonly Source[]): Promise<Integrity> {
    while (this.#running.size > 0) await Promise.race(this.#running);
    this.#signal.throwIfAborted();
    for (const number of this.#table.missingFolders()) await this.#nameMissing(this.#folders[number]!);
    await this.#nameUnnamed(sources);
    for (const finding of this.#hours) {
      const { account, region, from, to } = finding;
      // CloudTrail may have written digests of these hours later.
      if (this.#covered.covers(account, region, from, to)) continue;
      this.#findings.add(finding);
      this.#gaps.add('noDigest', account, region, from, to);
    }
    this.#ends();
    const { counts } = this.#table;
    return {
      intact: this.#findings.total === 0 && (this.#logs === 0 || counts.verified + counts.unproven > 0),
      digests: this.#counts,
      logs: { ...counts, recent: this.#recent, withoutDigest: this.#withoutDigest },
      found: this.#findings.counts,
      findings: this.#findings.list(),
    };
  }

  #track(work: () => Promise<void>): void {
    const running: Promise<void> = work()
      .catch((error: unknown) => this.#fail(error))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Reads the digests of one region in their order. */
  async #region(number: number): Promise<void> {
    const folder = this.#folders[number]!;
    const { store, uri } = folder;
    const permit = await this.#atOnce.acquire(1);
    try {
      const chains = new Map<string, DigestChain>();
      for await (const found of this.#read(store, uri)) {
        this.#counts.read++;
        const { name } = found;
        if (found.digest !== null && found.digest.previous === null && !name.isBackfill)
          this.#counts.starting++;
        if (name.isBackfill) {
          this.#counts.backfill++;
          const alone = this.#chain(store, Infinity);
          await alone.take(found);
          this.#take(number, await alone.finish());
          continue;
        }
        let chain = chains.get(name.trail);
        if (chain === undefined) {
          chain = this.#chain(store, this.#plan.delivered.from);
          chains.set(name.trail, chain);
        }
        this.#take(number, await chain.take(found));
      }
      for (const chain of chains.values()) this.#take(number, await chain.finish());
    } finally {
      this.#atOnce.release(permit);
    }
  }

  /** Reads some digests ahead. */
  async *#read(store: DigestStore, folder: string): AsyncGenerator<FoundDigest> {
    const ahead: Promise<FoundDigest>[] = [];
    try {
      for await (const listed of store.digests(folder, this.#plan, this.#signal)) {
        const reading = this.#readOne(store, listed);
        reading.catch(() => undefined);
        ahead.push(reading);
        if (ahead.length >= AHEAD) yield await ahead.shift()!;
        await setImmediate(); // files are read at once: the other work of this thread has its turn
      }
      while (ahead.length > 0) yield await ahead.shift()!;
    } finally {
      await Promise.allSettled(ahead);
    }
  }

  async #readOne(store: DigestStore, { object, name }: ListedDigest): Promise<FoundDigest> {
    const place = { uri: object.uri, key: object.key, name };
    try {
      const { bytes, signature, algorithm } = await store.read(object, this.#signal);
      const isOther =
        signature !== null && signature !== '' && algorithm !== '' && algorithm !== 'SHA256withRSA';
      const parsed = isOther
        ? new NoDigest(`it is signed by ${algorithm}, not SHA256withRSA`)
        : parseDigest(bytes);
      return foundDigest({ ...place, signature }, parsed);
    } catch (error) {
      if (!(error instanceof ObjectReadError)) throw error;
      return foundDigest({ ...place, signature: null }, new NoDigest(error.message));
    }
  }

  #chain(store: DigestStore, listedFrom: number): DigestChain {
    return new DigestChain({
      find: (finding) => this.#found(finding),
      listedFrom,
      isAtHome: (digest, key) =>
        store.bucket === null
          ? baseName(digest.key) === baseName(key)
          : digest.bucket === store.bucket && digest.key === key,
      check: (digest, signature, region) => this.#keys.check(digest, signature, region),
      uriOf: (key, beside) => {
        const folders = key.slice(0, key.lastIndexOf('/'));
        const at = beside.uri.indexOf('/CloudTrail-Digest/');
        const from = folders.indexOf('/CloudTrail-Digest/');
        return at < 0 || from < 0 ? key : beside.uri.slice(0, at) + key.slice(from);
      },
    });
  }

  #found(finding: IntegrityFinding): void {
    const { kind, account, region, from, to } = finding;
    this.#bad.add(account, region, from, to);
    if (kind === 'hoursWithoutDigest') {
      this.#hours.push(finding);
      return;
    }
    this.#findings.add(finding);
    if (kind === 'missingDigest') this.#gaps.add('noDigest', account, region, from, to);
  }

  /** Notes what a digest says. A refused one says nothing. */
  #take(folder: number, judged: JudgedDigest | undefined): void {
    if (judged === undefined || judged.verdict === 'refused') return;
    const { found, verdict } = judged;
    const { name, digest } = found;
    this.#counts[verdict]++;
    this.#covered.add(name.accountId, name.region, digest!.start, digest!.end);
    const { source, store } = this.#folders[folder]!;
    const isInScope = this.#scopeOf(source);
    for (const log of digest!.logs) {
      if (!isInScope(log)) continue;
      const met = this.#table.name(logName(store, log), hashWords(log.sha256), folder, verdict === 'signed');
      if (met === 'differs') {
        const { accountId, region } = name;
        this.#altered(logUri(source, store, log), accountId, region, log.oldest, log.newest);
      }
    }
  }

  #altered(uri: string, account: string, region: string, from: number, to: number): void {
    this.#findings.add({
      kind: 'alteredLog',
      uri,
      account,
      region,
      from,
      to,
      detail: 'its content has another hash than the digest says',
    });
    this.#gaps.add('altered', account, region, from, to);
  }

  /** Reads the digests of a folder again, and names the logs that were not seen. */
  async #nameMissing({ source, store, uri }: Folder): Promise<void> {
    const isInScope = this.#scopeOf(source);
    for await (const { digest, name } of this.#read(store, uri)) {
      for (const log of digest?.logs ?? []) {
        if (!isInScope(log) || !this.#table.takeMissing(logName(store, log))) continue;
        const { accountId: account, region } = name;
        const [from, to] = [log.oldest || digest!.start, log.newest || digest!.end];
        this.#findings.add({
          kind: 'missingLog',
          uri: logUri(source, store, log),
          account,
          region,
          from,
          to,
          detail: 'a digest names it, and it is not there',
        });
        this.#gaps.add('missing', account, region, from, to);
      }
    }
  }

  /** Lists again the hours that have logs which no digest names. */
  async #nameUnnamed(sources: readonly Source[]): Promise<void> {
    const windows = windowsOf(this.#table.unnamedMinutes());
    if (windows.length === 0) return;
    for (const source of sources) {
      for await (const object of source.list({ ...this.#plan, windows }, this.#signal)) {
        const key = parseObjectKey(object.key);
        if (key.kind !== 'cloudtrail' || unwantedObject(key, this.#plan) !== null) continue;
        if (!this.#table.isUnnamed(nameOf(source.digests?.bucket ?? null, object.uri))) continue;
        this.#unnamed(object.uri, key.accountId, key.region, key.deliveredAt);
      }
    }
  }

  #unnamed(uri: string, account: string, region: string, deliveredAt: number): void {
    const end = this.#covered.endOf(account, region);
    if (end !== undefined && deliveredAt > end - LAST_MINUTES && deliveredAt < end + RECENT) {
      this.#recent++;
      return;
    }
    if (this.#covered.covers(account, region, deliveredAt, deliveredAt + LAST_MINUTES)) {
      this.#findings.add({
        kind: 'addedLog',
        uri,
        account,
        region,
        from: deliveredAt - USUAL_LAG,
        to: deliveredAt,
        detail: 'it lies among the logs of CloudTrail, and no digest names it',
      });
      return;
    }
    this.#withoutDigest++;
    const hour = Math.floor(deliveredAt / HOUR) * HOUR;
    if (this.#bad.touches(account, region, hour, hour + HOUR)) return;
    this.#bad.add(account, region, hour, hour + HOUR);
    this.#findings.add({
      kind: 'hoursWithoutDigest',
      uri,
      account,
      region,
      from: hour,
      to: hour + HOUR,
      detail: 'logs were delivered, of which this is one, and no digest is about them',
    });
  }

  /** Where digests end long before those of other places, nothing says what was delivered later. */
  #ends(): void {
    let newest = 0;
    for (const { to } of this.#covered.places()) newest = Math.max(newest, to);
    const end = Math.min(newest, this.#plan.delivered.to);
    for (const { account, region, to } of this.#covered.places()) {
      if (to + RECENT < end) this.#gaps.add('noDigest', account, region, to, end);
    }
  }

  /** Whether a run reads a log, as far as its name says. */
  #scopeOf(source: Source): (log: DigestLog) => boolean {
    let scope = this.#scopes.get(source);
    if (scope === undefined) {
      scope = scopeOf(source, this.#plan);
      this.#scopes.set(source, scope);
    }
    return scope;
  }
}

function scopeOf(source: Source, plan: ListPlan): (log: DigestLog) => boolean {
  const root = source.uri.endsWith('/') ? source.uri : `${source.uri}/`;
  const bucket = source.digests?.bucket ?? null;
  // In a copy, only the folders of CloudTrail's layout are the same.
  const at = parseTrailPrefix(root).level === 'unknown' ? -1 : root.search(/(?:AWSLogs|CloudTrail)\//);
  const tail = at < 0 ? '' : root.slice(at);
  return (log) => {
    const key = parseObjectKey(log.key);
    if (key.kind !== 'cloudtrail' || unwantedObject(key, plan) !== null) return false;
    return bucket === null ? log.key.includes(tail) : `s3://${log.bucket}/${log.key}`.startsWith(root);
  };
}

function baseName(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/** What a log is recognised by: its address, or where the bucket is not known, its name, which is unique. */
function nameOf(bucket: string | null, uri: string): string {
  return bucket === null ? baseName(uri) : uri;
}

function logName({ bucket }: DigestStore, log: DigestLog): string {
  return nameOf(bucket, `s3://${log.bucket}/${log.key}`);
}

function logUri(source: Source, { bucket }: DigestStore, log: DigestLog): string {
  if (bucket !== null) return `s3://${log.bucket}/${log.key}`;
  return `${source.uri.replace(/\/$/, '')}/…/${baseName(log.key)}`;
}

/** Runs of hours, as windows of a listing. */
function windowsOf(minutes: ReadonlySet<number>): ListWindow[] {
  const hours = [...new Set([...minutes].map((minute) => Math.floor(minute / 60)))].sort((a, b) => a - b);
  const windows: ListWindow[] = [];
  for (const hour of hours) {
    const last = windows.at(-1);
    const delivered = { from: hour * HOUR, to: (hour + 1) * HOUR };
    if (last?.delivered.to === delivered.from) {
      windows[windows.length - 1] = { ...last, delivered: { ...delivered, from: last.delivered.from } };
    } else windows.push({ delivered, accounts: [], regions: [] });
  }
  return windows;
}
