import { crc32 } from 'node:zlib';
import { fieldOf } from '../../../base/json-values.js';
import { TrailspikeError } from '../../../model/errors.js';
import { isDataFile, HEADER_FILE, LEDGER_FILE, NOTIFIED_FILE } from '../../../storage/state-files.js';
import { type Lease, leaseOf } from './lease.js';

/*
 * A state in S3 is one small object, the manifest, and many that never change, the pieces. The manifest says which pieces
 * are which files of the state, and which run may write. It is only replaced where it still is what the run knows, so that
 * a run that lost the state cannot harm it.
 */

const FORMAT = 1;

/** A part of a file, an object of its own that never changes. */
export interface Piece {
  /** Unique for ever: what begins its name is random. */
  readonly name: string;
  /** Bytes. */
  readonly length: number;
  /** CRC-32. */
  readonly checksum: number;
}

/** A file of a state: its pieces, one after the other. */
export interface StateFile {
  /** Its path in the folder of a state. */
  readonly name: string;
  readonly pieces: readonly Piece[];
}

export interface Manifest {
  /** Counts the writes, so that no two manifests of a state are equal. */
  readonly revision: number;
  /** The id of the state; null while it has no files. */
  readonly state: string | null;
  /** The run that may write; null when there is none. */
  readonly lease: Lease | null;
  readonly files: readonly StateFile[];
}

/** Before the first run. */
export const NO_STATE: Manifest = { revision: 0, state: null, lease: null, files: [] };

/** Limits of what is believed: far more than any state has. */
const MOST_FILES = 200_000;
const MOST_PIECES = 1_000_000;
/** Largest piece, bytes. Pieces that are written are smaller. */
export const LARGEST_PIECE = 64 << 20;
/** Largest manifest, bytes. */
export const LARGEST_MANIFEST = 128 << 20;

const PIECE_NAME = /^[0-9a-f]{16}-\d{1,15}$/;

export function isPieceName(name: string): boolean {
  return PIECE_NAME.test(name);
}

/** Whether a file of a state is kept in S3: nothing else may be written to the local copy. */
function isStateFile(name: string): boolean {
  return name === HEADER_FILE || name === LEDGER_FILE || name === NOTIFIED_FILE || isDataFile(name);
}

export function manifestText({ revision, state, lease, files }: Manifest): string {
  const content = { format: FORMAT, revision, state, lease, files };
  return JSON.stringify({ ...content, checksum: crc32(JSON.stringify(content)) });
}

/**
 * @param address of the manifest, for errors
 * @throws TrailspikeError E_STATE_DAMAGED when the text is no manifest, of another format, damaged, or names what no state
 * has
 */
export function parseManifest(text: string, address: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw damaged(address, 'is not the manifest of a state', cause);
  }
  const [format, revision, state, lease, files, checksum] = [
    'format',
    'revision',
    'state',
    'lease',
    'files',
    'checksum',
  ].map((name) => fieldOf(json, name));
  if (format !== FORMAT) {
    throw new TrailspikeError(
      'E_STATE_DAMAGED',
      `${address} has manifest format ${JSON.stringify(format ?? null).slice(0, 20)}; this version of Trailspike reads format ${FORMAT}`,
      { hint: 'use the version of Trailspike that wrote it, or scan again with another --state' },
    );
  }
  if (checksum !== crc32(JSON.stringify({ format, revision, state, lease, files })))
    throw damaged(address, 'is damaged: its checksum does not fit');
  const holder = lease === null ? null : leaseOf(lease);
  if (!isCount(revision, Number.MAX_SAFE_INTEGER - 1) || holder === undefined)
    throw damaged(address, 'is damaged: it does not say which run may write');
  if (state !== null && (typeof state !== 'string' || state.length > 100))
    throw damaged(address, 'is damaged: it has no id');
  return { revision, state, lease: holder, files: filesOf(files, address) };
}

function filesOf(value: unknown, address: string): readonly StateFile[] {
  if (!Array.isArray(value) || value.length > MOST_FILES)
    throw damaged(address, `names more than ${MOST_FILES} files, or none`);
  const names = new Set<string>();
  const pieceNames = new Set<string>();
  for (const file of value as readonly unknown[]) {
    const [name, pieces] = [fieldOf(file, 'name'), fieldOf(file, 'pieces')];
    if (typeof name !== 'string' || !isStateFile(name))
      throw damaged(address, `names ${JSON.stringify(name ?? null).slice(0, 200)}, which no state has`);
    if (names.has(name)) throw damaged(address, `names ${name} twice`);
    names.add(name);
    if (!Array.isArray(pieces) || !pieces.every(isPiece))
      throw damaged(address, `does not say what ${name} holds`);
    for (const piece of pieces) {
      if (pieceNames.has(piece.name)) throw damaged(address, `names the piece ${piece.name} twice`);
      pieceNames.add(piece.name);
    }
    if (pieceNames.size > MOST_PIECES) throw damaged(address, `names more than ${MOST_PIECES} pieces`);
  }
  return value as readonly StateFile[];
}

function isPiece(value: unknown): value is Piece {
  const [name, length, checksum] = ['name', 'length', 'checksum'].map((field) => fieldOf(value, field));
  return (
    typeof name === 'string' &&
    isPieceName(name) &&
    isCount(length, LARGEST_PIECE) &&
    isCount(checksum, 0xffff_ffff)
  );
}

function isCount(value: unknown, most: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;
}

/** Bytes of some pieces. */
export function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

/** The pieces of all files. */
export function piecesOf({ files }: Pick<Manifest, 'files'>): readonly Piece[] {
  return files.flatMap(({ pieces }) => pieces);
}

export function damaged(address: string, problem: string, cause?: unknown): TrailspikeError {
  return new TrailspikeError('E_STATE_DAMAGED', `${address} ${problem}`, {
    hint: 'restore a whole copy of the state, or delete it and scan again',
    ...(cause !== undefined && { cause }),
  });
}
