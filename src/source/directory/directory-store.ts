import { opendirSync, statSync, type BigIntStats, type Dirent, type Stats } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { TrailspikeError } from '../../model/errors.js';
import { errnoOf } from '../../base/errno.js';
import type { SourceObject } from '../source.js';
import { fileVersion } from './file-version.js';
import type { LevelPage, Store } from '../listing/store.js';

/** Entries of a folder that are read, and then examined, together. */
const PAGE = 512;

/** Entries that Node reads ahead. Few, because it moves all of them each time it returns one. */
const BUFFERED = 32;
/** Files whose `stat` is called synchronously before the time is checked. */
const STRIDE = 64;
/** Milliseconds for a stride. When it takes longer, the file system waits for a disk or a network. */
const SLOW = 6;

/** Errors of an entry that was deleted after its folder was read, or is a link to nothing or to itself. */
const GONE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

/** A name that needs no escape in a URL. */
const PLAIN_NAME = /^[\w.-]+$/;

/** A folder of the file system as a `Store`. Prefixes are absolute paths that end in `/`. */
export class DirectoryStore implements Store {
  readonly width = 8;
  readonly #root: string;
  readonly #mayWant: (key: string) => boolean;
  /** The links entered, by device and inode of their targets. */
  readonly #entered = new Map<string, string>();

  /**
   * @param root absolute prefix that ends in `/`; keys are the paths below it
   * @param mayWant asked about each file by its key, before it is looked at; the others are left out. @default all
   */
  constructor(root: string, mayWant: (key: string) => boolean = () => true) {
    this.#root = root;
    this.#mayWant = mayWant;
  }

  uriOf(prefix: string): string {
    return pathToFileURL(prefix).href;
  }

  async *level(prefix: string, signal: AbortSignal): AsyncGenerator<LevelPage> {
    for (const dirents of this.#dirents(prefix, signal)) {
      const folders: string[] = [];
      const files: string[] = [];
      for (const dirent of dirents) {
        const path = prefix + dirent.name;
        if (dirent.isDirectory() || (!dirent.isFile() && (await this.#isFolder(prefix, path)))) {
          folders.push(`${path}/`);
        } else if (this.#mayWant(path.slice(this.#root.length))) {
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
   * The files of a folder with their sizes and versions. A synchronous `stat` takes a tenth of the time of an
   * asynchronous one, which goes through Node's thread pool. But when the file system itself is slow, the remaining
   * files are examined asynchronously, many at once.
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

  /**
   * Whether an entry is a folder to enter. For entries of unknown type only: links, and all entries of file systems
   * that do not report types.
   */
  async #isFolder(parent: string, path: string): Promise<boolean> {
    if (!(await look(path))?.isDirectory()) return false;
    return !(await lstat(path)).isSymbolicLink() || this.#mayEnter(parent, path);
  }

  /**
   * A link to a folder is entered unless it leads to a parent, and only under one name, so that no circle is followed
   * for ever. A folder reached both directly and through a link is listed twice. That changes no count of
   * retrievals, because each event counts once; leaving one out could lose a trail.
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
export function lookNow(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    if (GONE.has(errnoOf(cause) ?? '')) return undefined;
    throw noAccess(path, cause);
  }
}

/** The same, asynchronously. */
async function look(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (cause) {
    if (GONE.has(errnoOf(cause) ?? '')) return undefined;
    throw noAccess(path, cause);
  }
}

/** One file as an object. @param key its key in the source */
export function fileObject(path: string, key: string, stats: Stats): SourceObject {
  return { uri: pathToFileURL(path).href, key, size: stats.size, version: fileVersion(stats) };
}

function noAccess(path: string, cause: unknown): TrailspikeError {
  return new TrailspikeError('E_SOURCE_ACCESS', `cannot read ${path} (${errnoOf(cause) ?? String(cause)})`, {
    hint: 'Give the user that runs Trailspike read access to it, or name only folders that it may read.',
    cause,
  });
}
