import { createHash } from 'node:crypto';
import type { LevelPage, Store } from '../../src/source/listing/store.js';
import { walkLayout } from '../../src/source/listing/layout.js';
import {
  ObjectReadError,
  type LeaveFolder,
  type ListPlan,
  type Source,
  type SourceObject,
  type StoredObject,
} from '../../src/source/source.js';
import type { SourceKind } from '../../src/source/source-kind.js';

/** The objects of a bucket by key; `null` for one that cannot be read. */
type Objects = Map<string, Uint8Array | null>;

/** Buckets in the memory of this thread, by name. */
export const memoryBuckets = new Map<string, Objects>();

/** Buckets described so far, by name and in order. */
export const described: string[] = [];

interface MemoryKind extends SourceKind<string, never, MemoryDescription> {
  /** The same as `open`. */
  openNow(text: string): Source;
}

/** A copy of a bucket: decode threads have memory of their own. */
interface MemoryDescription {
  readonly objects: Objects;
}

/**
 * A kind of source that only tests know: `SCHEME://BUCKET[/PREFIX]`.
 * @param waits whether its reads wait, as those of S3 do, or block, as those of files do
 */
function memoryKind(scheme: string, waits: boolean): MemoryKind {
  const open = (text: string): Source => {
    const [, bucket, root = ''] = /^[\w-]+:\/\/([^/]+)(?:\/(.*))?$/s.exec(text)!;
    const objects = memoryBuckets.get(bucket!)!;
    return {
      uri: text,
      threadReading: { waits, jobFill: { bytes: 1 << 20, objects: 10 } },
      list: (plan, signal, leave) =>
        list(new MemoryStore(`${scheme}://${bucket!}`, objects), root, plan, signal, leave),
      named: (key) => new MemoryStore(`${scheme}://${bucket!}`, objects).named(key),
      read: async (object, signal) => {
        await Promise.resolve();
        signal.throwIfAborted();
        return readFrom(objects, object);
      },
      describe: () => {
        described.push(bucket!);
        return Promise.resolve({ kind: scheme, data: { objects } });
      },
      close: () => Promise.resolve(),
    };
  };
  return {
    name: scheme,
    schemes: [scheme],
    usage: `a bucket in memory as ${scheme}://BUCKET`,
    open: (text) => Promise.resolve(open(text)),
    openNow: open,
    openReaders: () =>
      Promise.resolve({
        open: ({ objects }) =>
          waits
            ? {
                waits,
                concurrency: 3,
                read: async (object, clock) => {
                  await new Promise((resolve) => setImmediate(resolve));
                  clock.record('body', 1);
                  return readFrom(objects, object);
                },
              }
            : { waits, read: (object) => readFrom(objects, object) },
      }),
  };
}

export const MEMORY_KINDS = [
  memoryKind('blocking-memory', false),
  memoryKind('waiting-memory', true),
] as const;

async function* list(
  store: MemoryStore,
  root: string,
  plan: ListPlan,
  signal: AbortSignal,
  leave?: LeaveFolder,
): AsyncGenerator<SourceObject> {
  signal.throwIfAborted();
  const named = store.find(root);
  if (named) yield named;
  yield* walkLayout(store, root === '' ? '' : `${root}/`, plan, signal, leave);
}

function readFrom(objects: Objects, { uri, version }: StoredObject): Uint8Array<ArrayBuffer> {
  const body = objects.get(keyOf(uri));
  if (body === undefined) throw new ObjectReadError('vanished', `${uri} was deleted`);
  if (body === null) throw new ObjectReadError('unreadable', `cannot read ${uri}`);
  if (versionOf(body) !== version) throw new ObjectReadError('vanished', `${uri} changed`);
  return new Uint8Array(body);
}

const keyOf = (uri: string): string => uri.slice(uri.indexOf('/', uri.indexOf('://') + 3) + 1);
const versionOf = (body: Uint8Array | null): string =>
  body === null ? '' : createHash('md5').update(body).digest('hex');

class MemoryStore implements Store {
  readonly width = 4;
  readonly #uri: string;
  readonly #objects: Objects;

  constructor(uri: string, objects: Objects) {
    this.#uri = uri;
    this.#objects = objects;
  }

  uriOf(prefix: string): string {
    return `${this.#uri}/${prefix}`;
  }

  named(key: string): SourceObject {
    return this.#object(key);
  }

  find(key: string): SourceObject | undefined {
    return this.#objects.has(key) ? this.#object(key) : undefined;
  }

  async *level(prefix: string): AsyncGenerator<LevelPage> {
    await Promise.resolve();
    const folders = new Set<string>();
    const objects: SourceObject[] = [];
    for (const key of this.#below(prefix)) {
      const end = key.indexOf('/', prefix.length);
      if (end < 0) objects.push(this.#object(key));
      else folders.add(key.slice(0, end + 1));
    }
    yield {
      folders: [...folders],
      entries: folders.size + objects.length,
      objects: () => Promise.resolve(objects),
    };
  }

  async *below(prefix: string): AsyncGenerator<SourceObject[]> {
    await Promise.resolve();
    yield this.#below(prefix).map((key) => this.#object(key));
  }

  #below(prefix: string): string[] {
    return [...this.#objects.keys()].filter((key) => key.startsWith(prefix));
  }

  #object(key: string): SourceObject {
    const body = this.#objects.get(key) ?? null;
    return { uri: `${this.#uri}/${key}`, key, size: body?.length ?? 1, version: versionOf(body) };
  }
}
