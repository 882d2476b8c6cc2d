import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { TrailspikeError } from '../../model/errors.js';
import { UNFINISHED } from '../../storage/replace-file.js';

export const LOCK_NAME = 'lock.json';

/** What `link` fails with where the file system has no hard links. */
const NO_LINKS: ReadonlySet<string | undefined> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Milliseconds after which a lock that is made and not written is one that a kill left so. */
const TORN_AFTER = 10_000;

interface LockHolder {
  readonly pid: number;
  readonly host: string;
}

/** States that runs of this process have locked. */
const held = new Set<string>();

/**
 * Locks a state directory against other runs, in this process or another. A run killed with SIGKILL leaves its
 * lock behind; a lock whose process is gone from this machine is void.
 * @param link gives a file another name. @default link(2)
 * @returns a function that unlocks it
 * @throws TrailspikeError E_STATE_LOCKED when another run has it, E_OUTPUT when it cannot be written
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

/** @returns whether the lock was made; it was not if there is one. */
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

/** Nobody sees half a lock: it is written beside, and gets its name only then, if that is free. */
function createWhole(path: string, text: string, link: typeof linkSync): boolean {
  const beside = `${path}.${randomUUID()}${UNFINISHED}`;
  writeFileSync(beside, text, { flag: 'wx' });
  try {
    link(beside, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Missing: who has the lock has tidied up.
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

/** Whether a lock was made so lately that it may yet be written, as it is where there are no links. */
function isNew(path: string): boolean {
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Math.abs(Date.now() - made) < TORN_AFTER;
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

/** `undefined` when the lock is not whole: torn by a kill, or not written yet. */
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

function locked(directory: string, holder: LockHolder | undefined, path: string): TrailspikeError {
  const who = holder === undefined ? 'a run that is starting' : `process ${holder.pid} on ${holder.host}`;
  return new TrailspikeError('E_STATE_LOCKED', `the state ${directory} is in use by ${who}`, {
    hint: `wait for it to end; if no such run exists, delete ${path}`,
  });
}
