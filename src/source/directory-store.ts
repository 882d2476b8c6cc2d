import type { BigIntStats, Dirent, Stats } from 'node:fs';
import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { TrailspikeError } from '../model/errors.js';
import { errnoOf } from './errno.js';
import type { SourceObject } from './source.js';
import type { LevelPage, Store } from './store.js';

/** Entries read from a folder, and looked at together, at a time. */
const PAGE = 512;

/** Errors that say an entry is gone since its folder was read, or is a link to nothing or to itself. */
const GONE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

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
    for await (const dirents of this.#dirents(prefix, signal)) {
      const folders: string[] = [];
      const files: string[] = [];
      for (const dirent of dirents) {
        const path = prefix + dirent.name;
        if (dirent.isDirectory() || (!dirent.isFile() && (await this.#isFolder(prefix, path)))) {
          folders.push(`${path}/`);
        } else {
          files.push(path);
        }
      }
      yield { folders, entries: dirents.length, objects: () => this.#objects(files) };
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

  async *#dirents(prefix: string, signal: AbortSignal): AsyncGenerator<Dirent[]> {
    signal.throwIfAborted();
    let page: Dirent[] = [];
    try {
      for await (const dirent of await opendir(prefix, { bufferSize: PAGE })) {
        page.push(dirent);
        if (page.length < PAGE) continue;
        yield page;
        signal.throwIfAborted();
        page = [];
      }
    } catch (cause) {
      if (errnoOf(cause) === undefined) throw cause;
      if (!GONE.has(errnoOf(cause)!)) throw noAccess(prefix, cause);
    }
    yield page;
  }

  async #objects(paths: readonly string[]): Promise<SourceObject[]> {
    const objects = await Promise.all(
      paths.map(async (path) => {
        const stats = await look(path);
        return stats?.isFile() ? fileObject(path, path.slice(this.#root.length), stats) : undefined;
      }),
    );
    return objects.filter((object) => object !== undefined);
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
async function look(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (cause) {
    if (GONE.has(errnoOf(cause) ?? '')) return undefined;
    throw noAccess(path, cause);
  }
}

/** @param key path below the source's folder, or the file's own name */
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
