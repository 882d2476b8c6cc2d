import { closeSync, mkdirSync, openSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { Semaphore } from '../../../base/semaphore.js';
import { writeWhole } from '../../../storage/replace-file.js';
import { reading, writing } from '../../../storage/write-error.js';
import { damaged, lengthOf, type Manifest, type Piece, type StateFile } from './manifest.js';
import type { StateStore } from './state-store.js';

/** Most bytes of a piece that is written. It is in memory while it is sent. */
const PIECE = 16 << 20;
/** So many pieces that are not full, at the end of a file, are written again as one. */
const MOST_SMALL = 32;
/** Pieces under way at once. */
const AT_ONCE = 4;

/** A file of the local copy as it is to be kept. */
export interface LocalFile {
  /** Its path in the folder of the state. */
  readonly name: string;
  /** How much of it counts, bytes. */
  readonly length: number;
  /** Whether it is written anew where its content changes; else it only grows. */
  readonly changes?: boolean;
}

/** A part of a local file that is to become a piece. */
export interface PiecePlan {
  readonly from: number;
  readonly to: number;
}

/** What of a file is to be written. */
export interface FilePlan {
  /** Pieces that stay. */
  readonly kept: readonly Piece[];
  readonly parts: readonly PiecePlan[];
}

/**
 * What of a file is to be written, when an earlier part of it is there: what has grown; with many small pieces at its end
 * also these, as one.
 * @param before the pieces that there are
 */
export function planFile(before: readonly Piece[], length: number, piece = PIECE): FilePlan {
  let kept = before;
  let at = lengthOf(before);
  // A file that is shorter than what is there is another one.
  if (at > length) [kept, at] = [[], 0];
  if (at === length) return { kept, parts: [] };
  const small = kept.length - 1 - kept.findLastIndex((one) => one.length >= piece);
  if (small >= MOST_SMALL) {
    for (const one of kept.slice(kept.length - small)) at -= one.length;
    kept = kept.slice(0, kept.length - small);
  }
  const parts: PiecePlan[] = [];
  for (; at < length; at += piece) parts.push({ from: at, to: Math.min(length, at + piece) });
  return { kept, parts };
}

/** Gives each piece a name that no other has. */
export type NamePiece = () => string;

/**
 * Writes what is new of some files.
 * @param folder the local copy
 * @param before the files as the manifest has them
 * @returns the files as the next manifest has them, in the order of `files`
 * @throws TrailspikeError
 */
export async function writePieces(
  store: StateStore,
  folder: string,
  files: readonly LocalFile[],
  before: readonly StateFile[],
  name: NamePiece,
  signal: AbortSignal,
): Promise<StateFile[]> {
  const known = new Map(before.map((file) => [file.name, file.pieces]));
  const turns = new Semaphore(AT_ONCE);
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const written = files.map(async ({ name: path, length, changes = false }): Promise<StateFile> => {
    const pieces = known.get(path) ?? [];
    const local = join(folder, path);
    if (changes && isUnchanged(local, pieces, length)) return { name: path, pieces };
    const { kept, parts } = planFile(changes ? [] : pieces, length);
    const added = parts.map(({ from, to }) =>
      turns.run(either, () => store.putPiece(name(), readPart(local, from, to), either)),
    );
    return { name: path, pieces: [...kept, ...(await Promise.all(added))] };
  });
  return allOrNone(written, failed);
}

/** Ends all other work as soon as one part of it fails. */
async function allOrNone<Result>(
  work: readonly Promise<Result>[],
  failed: AbortController,
): Promise<Result[]> {
  try {
    return await Promise.all(work);
  } catch (error) {
    failed.abort(error);
    await Promise.allSettled(work); // so that nothing is read or written any more
    throw error;
  }
}

function isUnchanged(path: string, pieces: readonly Piece[], length: number): boolean {
  if (lengthOf(pieces) !== length) return false;
  let at = 0;
  return pieces.every((piece) => crc32(readPart(path, at, (at += piece.length))) === piece.checksum);
}

function readPart(path: string, from: number, to: number): Uint8Array {
  return reading(path, () => {
    const fd = openSync(path, 'r');
    try {
      const bytes = Buffer.allocUnsafeSlow(to - from);
      for (let done = 0; done < bytes.length;) {
        const got = readSync(fd, bytes, done, bytes.length - done, from + done);
        if (got === 0) throw new Error(`${path} ends before byte ${to}`);
        done += got;
      }
      return bytes;
    } finally {
      closeSync(fd);
    }
  });
}

/**
 * Makes the local copy of the files of a state.
 * @param folder empty
 * @returns the name of a piece that is missing, which another run may have replaced; undefined when the copy is whole
 * @throws TrailspikeError also E_STATE_DAMAGED, which names the piece
 */
export async function readPieces(
  store: StateStore,
  { files }: Manifest,
  folder: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  let missing: string | undefined;
  const turns = new Semaphore(AT_ONCE);
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const read = files.map(async (file) => {
    const path = join(folder, file.name);
    writing(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      closeSync(openSync(path, 'wx'));
    });
    let at = 0;
    const parts = file.pieces.map((piece) => {
      const from = at;
      at += piece.length;
      return turns.run(either, async () => {
        if (missing !== undefined) return;
        const bytes = await store.getPiece(piece, file.name, either);
        if (bytes === undefined) missing = piece.name;
        else writePart(path, bytes, from);
      });
    });
    await Promise.all(parts);
  });
  await allOrNone(read, failed);
  return missing;
}

/** The error of a state whose manifest names a piece that is not there. */
export function missingPiece(store: StateStore, { files }: Manifest, name: string): Error {
  const file = files.find(({ pieces }) => pieces.some((piece) => piece.name === name));
  return damaged(
    store.pieceAddress(name),
    `is missing, a part of ${file?.name ?? 'a file'} of the state ${store.address}`,
  );
}

function writePart(path: string, bytes: Uint8Array, at: number): void {
  writing(path, () => {
    const fd = openSync(path, 'r+');
    try {
      writeWhole(fd, bytes, at);
    } finally {
      closeSync(fd);
    }
  });
}
