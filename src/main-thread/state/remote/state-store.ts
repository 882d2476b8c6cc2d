import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { ObjectStore } from '../../../source/object-store.js';
import {
  damaged,
  isPieceName,
  LARGEST_MANIFEST,
  type Manifest,
  manifestText,
  NO_STATE,
  parseManifest,
  type Piece,
} from './manifest.js';

/** Name of the manifest in the folder of a state. */
const MANIFEST = 'trailspike-state.json';
/** Folder of the pieces in it. */
const PIECES = 'pieces/';
/** Folder of objects on which conditions are tried: not among the pieces, which another run may clear away meanwhile. */
const TRIALS = 'trials/';

/** How often a write is tried again that another request made undecided, though nothing else was written. */
const MOST_TRIES = 6;
const FIRST_PAUSE_MS = 200;

/** A manifest as it is in the store. */
export interface StoredManifest {
  readonly manifest: Manifest;
  /** `undefined` when there is none. */
  readonly version: string | undefined;
  /** How long ago it was written, by the server's clock, milliseconds; undefined where the server does not say. */
  readonly silence: number | undefined;
}

/** The objects of one state. What a request of it throws is a TrailspikeError, or the signal's reason. */
export class StateStore {
  readonly address: string;
  readonly #objects: ObjectStore;

  constructor(objects: ObjectStore) {
    this.#objects = objects;
    this.address = objects.address;
  }

  close(): Promise<void> {
    return this.#objects.close();
  }

  /** @throws TrailspikeError E_SOURCE_RESPONSE when the server does not heed conditions: two runs could then harm a state */
  checkConditions(signal: AbortSignal): Promise<void> {
    return this.#objects.checkConditions(TRIALS + randomBytes(8).toString('hex'), signal);
  }

  /** @throws TrailspikeError also E_STATE_DAMAGED */
  async readManifest(signal: AbortSignal): Promise<StoredManifest> {
    const stored = await this.#objects.read(MANIFEST, LARGEST_MANIFEST, signal);
    if (stored === undefined) return { manifest: NO_STATE, version: undefined, silence: undefined };
    const text = Buffer.from(stored.bytes).toString('utf8');
    const manifest = parseManifest(text, this.#objects.addressOf(MANIFEST));
    return { manifest, version: stored.version, silence: stored.age };
  }

  /**
   * Writes a manifest in the place of the one before, if that is still there.
   * @returns it; or, not written, what is there in its place
   */
  async replaceManifest(
    before: StoredManifest,
    next: Manifest,
    signal: AbortSignal,
  ): Promise<{ readonly written: boolean; readonly stored: StoredManifest }> {
    const text = manifestText(next);
    for (let tries = 1; ; tries++) {
      const version = await this.#objects.putIf(MANIFEST, Buffer.from(text), before.version, signal);
      if (version) return { written: true, stored: { manifest: next, version, silence: 0 } };
      // Refused, or written by an earlier attempt whose answer was lost: no two manifests are equal.
      const stored = await this.readManifest(signal);
      if (manifestText(stored.manifest) === text) return { written: true, stored };
      if (stored.version !== before.version || tries === MOST_TRIES) return { written: false, stored };
      await sleep(FIRST_PAUSE_MS * 2 ** tries, undefined, { signal });
    }
  }

  /** Names of the pieces that there are, those of no manifest too. */
  async listPieces(signal: AbortSignal): Promise<string[]> {
    const keys = await this.#objects.list(PIECES, signal);
    return keys.map((key) => key.slice(PIECES.length)).filter(isPieceName);
  }

  async putPiece(name: string, bytes: Uint8Array, signal: AbortSignal): Promise<Piece> {
    await this.#objects.put(PIECES + name, bytes, signal);
    return { name, length: bytes.length, checksum: crc32(bytes) };
  }

  /**
   * @param file that it is a part of, for errors
   * @returns undefined when there is no such piece
   * @throws TrailspikeError E_STATE_DAMAGED when it is not what the manifest says
   */
  async getPiece(
    { name, length, checksum }: Piece,
    file: string,
    signal: AbortSignal,
  ): Promise<Uint8Array | undefined> {
    const bytes = await this.#objects.get(PIECES + name, length, signal);
    if (bytes === undefined || (bytes.length === length && crc32(bytes) === checksum)) return bytes;
    throw damaged(this.pieceAddress(name), `is damaged, a part of ${file} of the state ${this.address}`);
  }

  async deletePiece(name: string, signal: AbortSignal): Promise<void> {
    await this.#objects.delete(PIECES + name, signal);
  }

  /** For errors. */
  pieceAddress(name: string): string {
    return this.#objects.addressOf(PIECES + name);
  }
}
