import { linkSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { TrailspikeError } from '../model/errors.js';

export const LOCK_NAME = 'lock.json';

interface LockHolder {
  readonly pid: number;
  readonly host: string;
}

/** States that runs of this process have locked. */
const held = new Set<string>();

/**
 * Locks a state directory against other runs, in this process or another. A run killed with SIGKILL leaves its
 * lock behind; a lock whose process is gone from this machine is void.
 * @returns a function that unlocks it
 * @throws TrailspikeError E_STATE_LOCKED when another run has it, E_OUTPUT when it cannot be written
 */
export function lockState(directory: string): () => void {
  const path = join(realpathSync(directory), LOCK_NAME);
  if (held.has(path)) throw locked(directory, { pid: process.pid, host: hostname() }, path);
  const mine: LockHolder = { pid: process.pid, host: hostname() };
  for (;;) {
    if (create(path, directory, JSON.stringify(mine))) {
      held.add(path);
      return () => {
        held.delete(path);
        rmSync(path, { force: true });
      };
    }
    const text = readOptional(path);
    if (text === undefined) continue; // unlocked in the meantime
    const holder = parseHolder(text);
    if (holder !== undefined && !isGone(holder)) throw locked(directory, holder, path);
    remove(path, text);
  }
}

/** Like `lockState`, for a state that is only read: one on a read-only file system needs no lock. */
export function lockForReading(directory: string): () => void {
  try {
    return lockState(directory);
  } catch (error) {
    const cause =
      error instanceof TrailspikeError ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
    if (cause?.code === 'EROFS' || cause?.code === 'EACCES' || cause?.code === 'EPERM')
      return () => undefined;
    throw error;
  }
}

function create(path: string, directory: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    const reason = error instanceof Error ? error.message : String(error);
    throw new TrailspikeError('E_OUTPUT', `cannot write to the state directory ${directory}: ${reason}`, {
      cause: error,
    });
  }
}

/** Removes the void lock with this text, and no other that came in its place meanwhile. */
function remove(path: string, text: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // somebody else has removed it
  }
  // Taken the wrong one: back with it, unless there is already another.
  if (readOptional(aside) !== text) {
    try {
      linkSync(aside, path);
    } catch {
      // Then that one holds, and the next attempt meets it.
    }
  }
  rmSync(aside, { force: true });
}

function readOptional(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** `undefined` when the lock was torn by the kill that left it. */
function parseHolder(text: string): LockHolder | undefined {
  try {
    return JSON.parse(text) as LockHolder;
  } catch {
    return undefined;
  }
}

function isGone({ pid, host }: LockHolder): boolean {
  if (host !== hostname()) return false;
  if (pid === process.pid) return true; // of an earlier process with this number: this one's are in `held`
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function locked(directory: string, { pid, host }: LockHolder, path: string): TrailspikeError {
  return new TrailspikeError(
    'E_STATE_LOCKED',
    `the state ${directory} is in use by process ${pid} on ${host}`,
    {
      hint: `wait for it to end; if no such run exists, delete ${path}`,
    },
  );
}
