import type { BigIntStats, Dirent, Stats } from 'node:fs';
import { opendir, realpath, stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { TrailspikeError } from '../model/errors.js';
import { errnoOf } from './errno.js';
import type { SourceObject } from './source.js';
import type { LevelPage, Store } from './store.js';

/** Entries read from a folder, and looked at together, at a time. */
const PAGE = 512;

/** Errors that say an entry is gone since its folder was read, or is a link to nothing or to itself. */
const GONE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

type Entry = { readonly folder: string } | { readonly object: SourceObject };

/** A folder of the file system as a `Store`. Prefixes are absolute paths ending in `/`. */
export class DirectoryStore implements Store {
  readonly width = 8;
  readonly #root: string;
  /** Targets of links already entered, by device and inode. */
  readonly #entered = new Set<string>();

  /** @param root absolute prefix ending in `/`; keys are what follows it */
  constructor(root: string) {
    this.#root = root;
  }

  async *level(prefix: string, signal: AbortSignal): AsyncGenerator<LevelPage> {
    for await (const entries of this.#pages(prefix, signal)) {
      yield {
        folders: entries.flatMap((entry) => ('folder' in entry ? [entry.folder] : [])),
        objects: entries.flatMap((entry) => ('object' in entry ? [entry.object] : [])),
      };
    }
  }

  async *below(prefix: string, signal: AbortSignal): AsyncGenerator<readonly SourceObject[]> {
    const waiting = [prefix];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for await (const { folders, objects } of this.level(next, signal)) {
        waiting.push(...folders);
        yield objects;
      }
    }
  }

  async *#pages(prefix: string, signal: AbortSignal): AsyncGenerator<Entry[]> {
    signal.throwIfAborted();
    try {
      const folder = await opendir(prefix, { bufferSize: PAGE });
      let page: Dirent[] = [];
      for await (const dirent of folder) {
        page.push(dirent);
        if (page.length < PAGE) continue;
        yield await this.#entries(prefix, page);
        signal.throwIfAborted();
        page = [];
      }
      yield await this.#entries(prefix, page);
    } catch (cause) {
      if (errnoOf(cause) === undefined) throw cause;
      if (GONE.has(errnoOf(cause)!)) return;
      throw noAccess(prefix, cause);
    }
  }

  async #entries(prefix: string, page: readonly Dirent[]): Promise<Entry[]> {
    const entries = await Promise.all(page.map((dirent) => this.#entry(prefix, dirent)));
    return entries.filter((entry) => entry !== undefined);
  }

  async #entry(prefix: string, dirent: Dirent): Promise<Entry | undefined> {
    const path = prefix + dirent.name;
    if (dirent.isDirectory()) return { folder: `${path}/` };
    try {
      const stats = await stat(path);
      if (stats.isFile()) return { object: fileObject(path, path.slice(this.#root.length), stats) };
      // Not every file system tells the type in the folder itself, so this need not be a link.
      if (stats.isDirectory() && (!dirent.isSymbolicLink() || (await this.#mayEnter(prefix, path)))) {
        return { folder: `${path}/` };
      }
      return undefined; // a socket, a pipe, a device
    } catch (cause) {
      if (GONE.has(errnoOf(cause) ?? '')) return undefined;
      throw noAccess(path, cause);
    }
  }

  /**
   * A link to a folder is entered unless it leads back up, and once for each target, so that no circle is
   * walked for ever. Two names of one folder both count: its objects are then listed twice, which no count
   * can tell, while leaving one out could lose a trail.
   */
  async #mayEnter(folder: string, link: string): Promise<boolean> {
    const [here, target] = await Promise.all([realpath(folder), realpath(link)]);
    if (`${here}/`.startsWith(`${target}/`)) return false;
    const { dev, ino }: BigIntStats = await stat(link, { bigint: true });
    const identity = `${dev.toString()}:${ino.toString()}`;
    if (this.#entered.has(identity)) return false;
    this.#entered.add(identity);
    return true;
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
