import { randomUUID } from 'node:crypto';
import {
  linkSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimes,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../base/errno.js';
import { TrailspikeError, type ErrorCode } from '../model/errors.js';
import { hasEnded, type LockHolder, thisProcess } from './lock-holder.js';
import { UNFINISHED } from './replace-file.js';

/** What a lock of a directory is for. */
export interface LockKind {
  /** Name of its file in the directory. */
  readonly name: string;
  /** What the directory is, in errors, such as 'state'. */
  readonly what: string;
  /** The error when another run has it. */
  readonly code: ErrorCode;
}

/** Error codes of `link` on file systems without hard links. */
const NO_LINKS: ReadonlySet<string | undefined> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** A lock that is still empty after so many milliseconds was left by a kill. */
const TORN_AFTER = 10_000;

/** A lock is refreshed so often, milliseconds. */
const REFRESH_EVERY = 20_000;

/** A run of which this machine cannot tell whether it lives is given up when it has not refreshed its lock so long. */
const SILENT_AFTER = 15 * 60_000;

/** A lock is tried to be taken so often: each time another run was faster. */
const MOST_TRIES = 100;

/** Locks that runs of this process hold. */
const held = new Set<string>();

/**
 * Locks a directory against other runs, in this process or another. A run that is killed leaves its lock; a lock does not
 * count when its process no longer exists on this machine. Of a process on another machine, or in another container, it
 * does not count when it was not refreshed for 15 minutes.
 * @param link gives a file another name. @default link(2)
 * @returns a function that unlocks the directory
 * @throws TrailspikeError with the code of the kind when another run has locked it, E_OUTPUT when it cannot be written
 */
export function lockDirectory(directory: string, kind: LockKind, link = linkSync): () => void {
  const lock: LockFile = { kind, directory, path: join(realpathSync(directory), kind.name) };
  const { path } = lock;
  const mine = thisProcess();
  if (held.has(path)) throw locked(lock, mine);
  const mineText = JSON.stringify(mine);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (create(lock, mineText, link)) {
      held.add(path);
      const refreshing = refresh(path);
      return () => {
        clearInterval(refreshing);
        held.delete(path);
        // A run that took this one for dead has a lock of its own.
        if (readOptional(path) === mineText) rmSync(path, { force: true });
      };
    }
    const text = readLock(lock);
    if (text === undefined) continue; // unlocked in the meantime
    const holder = parseHolder(text);
    if (holder === undefined ? isNew(path) : !isGone(holder, path)) throw locked(lock, holder);
    remove(lock, text);
  }
  throw locked(lock, undefined);
}

interface LockFile {
  readonly kind: LockKind;
  readonly directory: string;
  readonly path: string;
}

/** Shows other machines and containers that this run lives. */
function refresh(path: string): NodeJS.Timeout {
  return setInterval(() => {
    const now = new Date();
    utimes(path, now, now, () => undefined); // what it cannot refresh it cannot keep either; the next write says so
  }, REFRESH_EVERY).unref();
}

/** @returns false when there is a lock already */
function create({ kind, directory, path }: LockFile, text: string, link: typeof linkSync): boolean {
  try {
    return createWhole(path, text, link);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TrailspikeError(
      'E_OUTPUT',
      `cannot write to the ${kind.what} directory ${directory}: ${reason}`,
      {
        cause: error,
      },
    );
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
function remove(lock: LockFile, text: string): void {
  const { path } = lock;
  if (readOptional(path) !== text) return;
  const aside = `${path}.${randomUUID()}${UNFINISHED}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return; // another process has removed it
    throw unusable(lock, error);
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

/** @returns undefined when there is no lock any more. @throws TrailspikeError with the code of the kind when it cannot be read */
function readLock(lock: LockFile): string | undefined {
  try {
    return readFileSync(lock.path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw unusable(lock, error);
  }
}

/** A lock of another user's, or something else that has its name. */
function unusable({ kind, directory, path }: LockFile, error: unknown): TrailspikeError {
  const reason = error instanceof Error ? error.message : String(error);
  return new TrailspikeError(
    kind.code,
    `the ${kind.what} ${directory} has a lock that is not ours: ${reason}`,
    {
      hint: `if no run of another user has it open, delete ${path}`,
      cause: error,
    },
  );
}

/** @returns undefined when the lock is not whole: cut by a kill, or not written yet */
function parseHolder(text: string): LockHolder | undefined {
  try {
    const holder = JSON.parse(text) as LockHolder | null;
    return typeof holder?.pid === 'number' ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** Of a process that this one cannot see, only the silence of its lock tells. */
function isGone(holder: LockHolder, path: string): boolean {
  return hasEnded(holder) ?? (holder.token !== undefined && isSilent(path));
}

/** Whether a lock was not refreshed for long, by the clock of the file system that holds it. */
function isSilent(path: string): boolean {
  const probe = `${path}.${randomUUID()}${UNFINISHED}`;
  try {
    writeFileSync(probe, '', { flag: 'wx' });
    return statSync(probe).mtimeMs - statSync(path).mtimeMs > SILENT_AFTER;
  } catch {
    return false;
  } finally {
    rmSync(probe, { force: true });
  }
}

function locked({ kind, directory, path }: LockFile, holder: LockHolder | undefined): TrailspikeError {
  const who = holder === undefined ? 'a run that is starting' : `process ${holder.pid} on ${holder.host}`;
  return new TrailspikeError(kind.code, `the ${kind.what} ${directory} is in use by ${who}`, {
    hint: `wait for it to end; if no such run exists, delete ${path}`,
  });
}
