import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../../source/open-store.js';
import type { SourceOptions } from '../../../source/source-kinds.js';
import { writing as writingTo } from '../../../storage/write-error.js';
import { endLease, isLive, type Lease, lockedError, newLease } from './lease.js';
import { type Manifest, piecesOf, type StateFile } from './manifest.js';
import { type LocalFile, missingPiece, readPieces, writePieces } from './pieces.js';
import { StateStore, type StoredManifest } from './state-store.js';

/** The lease is refreshed at least so often, milliseconds. */
const REFRESH_EVERY = 60_000;
/** What is new is saved so often, unless the options say otherwise, milliseconds. */
export const SAVE_EVERY = 30_000;
/** A lease is tried to be taken so often: each time another run was faster. */
const MOST_TRIES = 10;

/** What of the local copy is to be saved, at one moment. */
export interface Captured {
  /** The id of the state. */
  readonly state: string;
  readonly files: readonly LocalFile[];
}

export interface RemoteOptions {
  readonly options: SourceOptions;
  /** Id of the run. */
  readonly run: string;
  /** How often what is new is saved, milliseconds. @default 30,000 */
  readonly saveEvery?: number;
  /** How long the lease goes without being refreshed at most, milliseconds. @default 60,000 */
  readonly refreshEvery?: number;
  /** Ends the opening, not what is saved afterwards. */
  readonly signal: AbortSignal;
}

/** A folder for the local copy of a state. */
export function copyFolder(): string {
  return writingTo(tmpdir(), () => mkdtempSync(join(tmpdir(), 'trailspike-state-')));
}

/**
 * A state in S3 that this run may write. The run works on a local copy; what is durable there is saved to S3 from time to
 * time: first the new pieces, then the manifest that names them, then pieces are deleted that it does not name.
 */
export class RemoteState {
  readonly address: string;
  /** The local copy. */
  readonly folder: string;
  readonly #store: StateStore;
  readonly #lease: Lease;
  readonly #saveEvery: number;
  readonly #refreshEvery: number;
  /** Requests after the opening end only with the state. */
  readonly #ended = new AbortController();
  readonly #lost = new AbortController();
  #stored: StoredManifest;
  #capture: (() => Captured) | undefined;
  #writtenAt = performance.now();
  #pieces = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Resolves when the saves that were started so far have ended. */
  #turn: Promise<unknown> = Promise.resolve();
  #isSaving = false;
  /** Local files to delete when no save reads them. */
  #retired: string[] = [];

  private constructor(store: StateStore, stored: StoredManifest, lease: Lease, options: RemoteOptions) {
    this.#store = store;
    this.address = store.address;
    this.#stored = stored;
    this.#lease = lease;
    this.#saveEvery = options.saveEvery ?? SAVE_EVERY;
    this.#refreshEvery = options.refreshEvery ?? REFRESH_EVERY;
    this.folder = copyFolder();
  }

  /**
   * Takes the lease of a state and makes the local copy.
   * @throws TrailspikeError E_STATE_LOCKED when another run has the lease, E_STATE_DAMAGED when a piece is missing or
   * another than the manifest says, E_SOURCE_RESPONSE when the server does not heed conditions; as requests do
   */
  static async open(text: string, options: RemoteOptions): Promise<RemoteState> {
    const { signal } = options;
    const store = new StateStore(await openStore(text, options.options));
    const lease = newLease(options.run);
    try {
      const { stored, orphans } = await takeLease(store, lease, signal);
      const remote = new RemoteState(store, stored, lease, options);
      await remote.#load(orphans, signal);
      return remote;
    } catch (error) {
      endLease(lease);
      await store.close();
      throw error;
    }
  }

  async #load(orphans: readonly string[], signal: AbortSignal): Promise<void> {
    this.#schedule();
    try {
      const { manifest } = this.#stored;
      const either = AbortSignal.any([signal, this.#lost.signal]);
      const missing = await readPieces(this.#store, manifest, this.folder, either);
      if (missing !== undefined) throw missingPiece(this.#store, manifest, missing);
      await this.#delete(orphans);
    } catch (error) {
      await this.close().catch(() => undefined); // the first error counts
      throw error;
    }
  }

  /** Aborted when the state can no longer be saved: another run has it, or S3 refuses or is out for too long. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** From now on saves what the function gives. It is called whenever that is due, and must name what is durable. */
  keep(capture: () => Captured): void {
    this.#capture = capture;
  }

  /** Saves what is new. @throws TrailspikeError */
  save(): Promise<void> {
    return this.#inTurn(() => this.#write(this.#lease));
  }

  /** Deletes files of the local copy as soon as no save reads them. */
  remove(paths: readonly string[]): void {
    this.#retired.push(...paths);
    if (!this.#isSaving) this.#removeRetired();
  }

  #removeRetired(): void {
    for (const path of this.#retired.splice(0)) rmSync(join(this.folder, path), { force: true });
  }

  /** Saves what is new, releases the lease and deletes the local copy. May be called once. @throws TrailspikeError */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      if (!this.#lost.signal.aborted) await this.#inTurn(() => this.#write(null));
    } finally {
      this.#ended.abort(new Error('the state is closed'));
      await this.#turn;
      clearTimeout(this.#timer);
      endLease(this.#lease);
      rmSync(this.folder, { recursive: true, force: true });
      await this.#store.close();
    }
  }

  #schedule(): void {
    const wait = Math.min(this.#saveEvery, this.#refreshEvery);
    this.#timer = setTimeout(() => {
      this.save().then(
        () => this.#schedule(),
        () => undefined, // `lost` says it
      );
    }, wait).unref();
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(async () => {
      this.#lost.signal.throwIfAborted();
      this.#isSaving = true;
      try {
        await work();
      } catch (error) {
        this.#lost.abort(error);
        throw error;
      } finally {
        this.#isSaving = false;
        this.#removeRetired();
      }
    });
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** @param lease that the manifest is to have */
  async #write(lease: Lease | null): Promise<void> {
    const captured = this.#capture?.();
    const files = captured === undefined ? this.#stored.manifest.files : await this.#upload(captured);
    const { manifest } = this.#stored;
    const isDue = lease === null || this.#isRefreshDue();
    if (!isDue && areSame(files, manifest.files)) return;
    const next = { state: captured?.state ?? manifest.state, lease, files };
    await this.#replace(next);
    const kept = new Set(piecesOf(next).map(({ name }) => name));
    await this.#delete(piecesOf(manifest).flatMap(({ name }) => (kept.has(name) ? [] : [name])));
  }

  /** Writes the new pieces, and refreshes the lease meanwhile. */
  async #upload({ files }: Captured): Promise<readonly StateFile[]> {
    const { signal } = this.#ended;
    const before = this.#stored.manifest.files;
    const writing = writePieces(this.#store, this.folder, files, before, this.#namePiece, signal);
    const written = writing.then((after) => ({ after }));
    for (;;) {
      const waiting = new AbortController();
      const pause = sleep(this.#refreshEvery, undefined, { signal: waiting.signal, ref: false });
      const done = await Promise.race([written, pause]).finally(() => waiting.abort());
      if (done !== undefined) return done.after;
      if (this.#isRefreshDue()) await this.#replace(this.#stored.manifest);
    }
  }

  #isRefreshDue(): boolean {
    return performance.now() - this.#writtenAt >= this.#refreshEvery;
  }

  /** @throws TrailspikeError E_STATE_LOCKED when another run has written the manifest since */
  async #replace(next: Omit<Manifest, 'revision'>): Promise<void> {
    const startedAt = performance.now();
    const revision = this.#stored.manifest.revision + 1;
    const { written, stored } = await this.#store.replaceManifest(
      this.#stored,
      { ...next, revision },
      this.#ended.signal,
    );
    if (!written) throw lockedError(this.address, stored.manifest.lease);
    this.#stored = stored;
    this.#writtenAt = startedAt;
  }

  readonly #namePiece = (): string =>
    `${this.#lease.token.replaceAll('-', '').slice(0, 16)}-${this.#pieces++}`;

  /**
   * Deletes pieces that no manifest names any more, and that none will name: their names are no later run's. One that
   * cannot be deleted now is deleted by the next run.
   */
  async #delete(names: readonly string[]): Promise<void> {
    await Promise.allSettled(names.map((name) => this.#store.deletePiece(name, this.#ended.signal)));
  }
}

function areSame(files: readonly StateFile[], others: readonly StateFile[]): boolean {
  if (files.length !== others.length) return false;
  const piecesIn = new Map(others.map(({ name, pieces }) => [name, pieces]));
  return files.every(({ name, pieces }) => {
    const theirs = piecesIn.get(name);
    return theirs?.length === pieces.length && theirs.every((one, at) => one.name === pieces[at]!.name);
  });
}

/**
 * Puts the lease of this run into the manifest.
 * @returns the manifest, and the pieces that it does not name, which killed runs left
 */
async function takeLease(
  store: StateStore,
  lease: Lease,
  signal: AbortSignal,
): Promise<{ readonly stored: StoredManifest; readonly orphans: readonly string[] }> {
  await store.checkConditions(signal);
  let last: StoredManifest | undefined;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const before = await store.readManifest(signal);
    last = before;
    const { manifest, silence } = before;
    if (manifest.lease !== null && isLive(manifest.lease, silence)) break;
    // Listed before the lease is taken: what a later holder writes is not among these.
    const listed = await store.listPieces(signal);
    const next = { ...manifest, revision: manifest.revision + 1, lease };
    const { written, stored } = await store.replaceManifest(before, next, signal);
    if (!written) continue;
    const named = new Set(piecesOf(manifest).map(({ name }) => name));
    return { stored, orphans: listed.filter((name) => !named.has(name)) };
  }
  throw lockedError(store.address, last?.manifest.lease ?? null);
}
