import { opendirSync, statSync, type BigIntStats, type Dirent, type Stats } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { TrailspikeError } from '../model/errors.js';
import { errnoOf } from '../base/errno.js';
import type { SourceObject } from './source.js';
import type { LevelPage, Store } from './store.js';

/** Entries read from a folder, and looked at together, at a time. */
const PAGE = 512;

/** Entries that Node reads ahead; it moves all of them to hand out one. */
const BUFFERED = 32;
/** Files looked at in one go, on this thread. */
const STRIDE = 64;
/** Milliseconds for a stride beyond which waiting, and not looking, takes the time: a disk or a network. */
const SLOW = 6;

/** Errors that say an entry is gone since its folder was read, or is a link to nothing or to itself. */
const GONE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

/** A name that an address spells as it is. */
const PLAIN_NAME = /^[\w.-]+$/;

/** A folder of the file system as a `Store`. Prefixes are absolute paths ending in `/`. */
export class DirectoryStore implements Store {
  readonly uri: string;
  readonly width = 8;
  readonly #root: string;
  /** Links entered, by the device and inode of their targets. */
  readonly #entered = new Map<string, string>();

  /** @param root absolute prefix ending in `/`; keys are what follows it */
  constructor(root: string) {
    this.uri = pathToFileURL(root).href;
    this.#root = root;
  }

  async *level(prefix: string, signal: AbortSignal): AsyncGenerator<LevelPage> {
    for (const dirents of this.#dirents(prefix, signal)) {
      const folders: string[] = [];
      const files: string[] = [];
      for (const dirent of dirents) {
        const path = prefix + dirent.name;
        if (dirent.isDirectory() || (!dirent.isFile() && (await this.#isFolder(prefix, path)))) {
          folders.push(`${path}/`);
        } else {
          files.push(dirent.name);
        }
      }
      yield { folders, entries: dirents.length, objects: () => this.#objects(prefix, files) };
    }
  }

  async *below(prefix: string, signal: AbortSignal): AsyncGenerator<readonly SourceObject[]> {
    const waiting = [prefix];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for await (const page of this.level(next, signal)) {
        waiting.push(...page.folders);
        yield await page.objects();
      }
    }
  }

  *#dirents(prefix: string, signal: AbortSignal): Generator<Dirent[]> {
    signal.throwIfAborted();
    let page: Dirent[] = [];
    try {
      const folder = opendirSync(prefix, { bufferSize: BUFFERED });
      try {
        for (let dirent = folder.readSync(); dirent !== null; dirent = folder.readSync()) {
          page.push(dirent);
          if (page.length < PAGE) continue;
          yield page;
          signal.throwIfAborted();
          page = [];
        }
      } finally {
        folder.closeSync();
      }
    } catch (cause) {
      if (errnoOf(cause) === undefined) throw cause;
      if (!GONE.has(errnoOf(cause)!)) throw noAccess(prefix, cause);
    }
    yield page;
  }

  /**
   * Looks at the files of a folder. Doing so on this thread takes a tenth of the time that it takes to ask Node's
   * own threads, unless the file system has to wait for something: then many are waited for at once.
   */
  async #objects(folder: string, names: readonly string[]): Promise<SourceObject[]> {
    const base = pathToFileURL(folder).href;
    const objects: SourceObject[] = [];
    const add = (name: string, stats: Stats | undefined): void => {
      if (!stats?.isFile()) return;
      const path = folder + name;
      const uri = PLAIN_NAME.test(name) ? base + name : pathToFileURL(path).href;
      objects.push({
        uri,
        key: path.slice(this.#root.length),
        size: stats.size,
        version: fileVersion(stats),
      });
    };
    for (let from = 0; from < names.length; from += STRIDE) {
      const started = performance.now();
      const stride = names.slice(from, from + STRIDE);
      for (const name of stride) add(name, lookNow(folder + name));
      if (performance.now() - started < SLOW) continue;
      const rest = names.slice(from + STRIDE);
      const stats = await Promise.all(rest.map((name) => look(folder + name)));
      stats.forEach((one, index) => add(rest[index]!, one));
      break;
    }
    return objects;
  }

  /** Of an entry that the folder does not call a file or a folder: a link, or a file system that tells no types. */
  async #isFolder(parent: string, path: string): Promise<boolean> {
    if (!(await look(path))?.isDirectory()) return false;
    return !(await lstat(path)).isSymbolicLink() || this.#mayEnter(parent, path);
  }

  /**
   * A link to a folder is entered unless it leads back up, and under one name, so that no circle is
   * walked for ever. Two names of one folder both count: its objects are then listed twice, which no count
   * can tell, while leaving one out could lose a trail.
   */
  async #mayEnter(folder: string, link: string): Promise<boolean> {
    const [here, target] = await Promise.all([realpath(folder), realpath(link)]);
    if (`${here}/`.startsWith(`${target}/`)) return false;
    const { dev, ino }: BigIntStats = await stat(link, { bigint: true });
    const identity = `${dev.toString()}:${ino.toString()}`;
    const known = this.#entered.get(identity);
    if (known === undefined) this.#entered.set(identity, link);
    return known === undefined || known === link;
  }
}

/** @returns `undefined` when nothing is there */
function lookNow(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    if (GONE.has(errnoOf(cause) ?? '')) return undefined;
    throw noAccess(path, cause);
  }
}

/** The same, without holding up this thread. */
async function look(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (cause) {
    if (GONE.has(errnoOf(cause) ?? '')) return undefined;
    throw noAccess(path, cause);
  }
}

/** @param key the file's name for the source */
export function fileObject(path: string, key: string, stats: Stats): SourceObject {
  return { uri: pathToFileURL(path).href, key, size: stats.size, version: fileVersion(stats) };
}

/** Modification time in whole milliseconds. */
export function fileVersion(stats: Stats): string {
  return String(Math.floor(stats.mtimeMs));
}

function noAccess(path: string, cause: unknown): TrailspikeError {
  return new TrailspikeError('E_SOURCE_ACCESS', `cannot read ${path} (${errnoOf(cause) ?? String(cause)})`, {
    hint: 'Give the user that runs Trailspike read access to it, or name only folders that it may read.',
    cause,
  });
}
