import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { TrailspikeError } from '../../model/errors.js';
import { UNFINISHED } from '../../storage/replace-file.js';

export const LOCK_NAME = 'lock.json';

/** Error codes of `link` on file systems without hard links. */
const NO_LINKS: ReadonlySet<string | undefined> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** A lock that is still empty after so many milliseconds was left by a kill. */
const TORN_AFTER = 10_000;

interface LockHolder {
  readonly pid: number;
  readonly host: string;
}

/** Locks that runs of this process hold. */
const held = new Set<string>();

/**
 * Locks a state directory against other runs, in this process or another. A run that is killed leaves its lock; a
 * lock does not count when its process no longer exists on this machine.
 * @param link gives a file another name. @default link(2)
 * @returns a function that unlocks the directory
 * @throws TrailspikeError E_STATE_LOCKED when another run has locked it, E_OUTPUT when it cannot be written
 */
export function lockState(directory: string, link = linkSync): () => void {
  const path = join(realpathSync(directory), LOCK_NAME);
  if (held.has(path)) throw locked(directory, { pid: process.pid, host: hostname() }, path);
  const mine: LockHolder = { pid: process.pid, host: hostname() };
  for (;;) {
    if (create(path, directory, JSON.stringify(mine), link)) {
      held.add(path);
      return () => {
        held.delete(path);
        rmSync(path, { force: true });
      };
    }
    const text = readOptional(path);
    if (text === undefined) continue; // unlocked in the meantime
    const holder = parseHolder(text);
    if (holder === undefined ? isNew(path) : !isGone(holder)) throw locked(directory, holder, path);
    remove(path, text);
  }
}

/** Like `lockState`, for a state that is only read. A state on a read-only file system needs no lock. */
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

/** @returns false when there is a lock already */
function create(path: string, directory: string, text: string, link: typeof linkSync): boolean {
  try {
    return createWhole(path, text, link);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TrailspikeError('E_OUTPUT', `cannot write to the state directory ${directory}: ${reason}`, {
      cause: error,
    });
  }
}

/** Writes the lock to another file first and gives it its name if that is free, so that no reader sees half of it. */
function createWhole(path: string, text: string, link: typeof linkSync): boolean {
  const beside = `${path}.${randomUUID()}${UNFINISHED}`;
  writeFileSync(beside, text, { flag: 'wx' });
  try {
    link(beside, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // ENOENT: the run that got the lock has deleted unfinished files.
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    if (!NO_LINKS.has(code)) throw error;
  } finally {
    rmSync(beside, { force: true });
  }
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Whether a lock is so new that its process may still write it, which happens where there are no links. */
function isNew(path: string): boolean {
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Math.abs(Date.now() - made) < TORN_AFTER;
}

/** Removes the lock with this text, but not one that has replaced it meanwhile. */
function remove(path: string, text: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // another process has removed it
  }
  // It was another lock: put it back, unless there is a newer one.
  if (readOptional(aside) !== text) {
    try {
      linkSync(aside, path);
    } catch {
      // The newer lock counts; the next attempt finds it.
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

/** @returns undefined when the lock is not whole: cut by a kill, or not written yet */
function parseHolder(text: string): LockHolder | undefined {
  try {
    return JSON.parse(text) as LockHolder;
  } catch {
    return undefined;
  }
}

function isGone({ pid, host }: LockHolder): boolean {
  if (host !== hostname()) return false;
  if (pid === process.pid) return true; // an earlier process had this number; locks of this one are in `held`
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function locked(directory: string, holder: LockHolder | undefined, path: string): TrailspikeError {
  const who = holder === undefined ? 'a run that is starting' : `process ${holder.pid} on ${holder.host}`;
  return new TrailspikeError('E_STATE_LOCKED', `the state ${directory} is in use by ${who}`, {
    hint: `wait for it to end; if no such run exists, delete ${path}`,
  });
}
