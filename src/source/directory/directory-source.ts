import type { Stats } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TrailspikeError } from '../../model/errors.js';
import { DirectoryStore, fileObject, lookNow } from './directory-store.js';
import { errnoOf } from '../../base/errno.js';
import { directoryDigests } from './directory-digests.js';
import { loadFile } from './file-loader.js';
import { walkLayout } from '../listing/layout.js';
import { mayWantObject } from '../listing/wanted.js';
import type {
  LeaveFolder,
  ListPlan,
  Source,
  SourceDescription,
  SourceObject,
  ThreadReading,
} from '../source.js';

/** Nothing is copied to a thread, and each job leaves some garbage on the main thread: large jobs. */
const THREAD_READING: ThreadReading = { waits: false, jobFill: { bytes: 4 << 20, objects: 512 } };

const DESCRIPTION: Promise<SourceDescription<null>> = Promise.resolve({ kind: 'file', data: null });

/**
 * A folder, or one file, as a source. Links to files are followed. A link to a folder is entered once, and never when
 * it leads back into the tree. Sockets, pipes and broken links are not objects.
 * @param path absolute, or relative to the working directory; `list` is the first to look at it
 */
export function openDirectory(path: string): Source {
  const root = resolve(path);
  return {
    uri: pathToFileURL(root).href,
    threadReading: THREAD_READING,
    list: (plan, signal, leave) => list(root, plan, signal, leave),
    named: (key) => namedFile(root, key),
    read: (object, signal, clock) =>
      new Promise((resolve) => {
        signal.throwIfAborted();
        const started = performance.now();
        const bytes = loadFile(object);
        clock?.record('body', performance.now() - started);
        resolve(bytes);
      }),
    digests: directoryDigests(root),
    describe: () => DESCRIPTION,
    close: () => Promise.resolve(),
  };
}

async function* list(
  root: string,
  plan: ListPlan,
  signal: AbortSignal,
  leave?: LeaveFolder,
): AsyncGenerator<SourceObject> {
  signal.throwIfAborted();
  const stats = await look(root);
  if (!stats.isDirectory()) {
    yield fileObject(root, basename(root), stats);
    return;
  }
  const prefix = root.endsWith('/') ? root : `${root}/`;
  // Windows want few of the files of a day, and looking at a file takes longer than all else that a listing does.
  const mayWant = plan.windows && ((key: string): boolean => mayWantObject(key, plan));
  yield* walkLayout(new DirectoryStore(prefix, mayWant), prefix, plan, signal, leave);
}

/** A file that cannot be looked at, because it is missing for instance, is left to the read, which says why. */
function namedFile(root: string, key: string): SourceObject {
  const path = join(root, key);
  const stats = lookNow(path);
  return stats?.isFile() === true
    ? fileObject(path, key, stats)
    : { uri: pathToFileURL(path).href, key, size: 1, version: '' };
}

/** @throws TrailspikeError `E_SOURCE_NOT_FOUND` for a missing path or an empty folder; `E_SOURCE_ACCESS` */
async function look(root: string): Promise<Stats> {
  try {
    const stats = await stat(root);
    if (!stats.isDirectory()) return stats;
    const folder = await opendir(root);
    const empty = (await folder.read()) === null;
    await folder.close();
    if (!empty) return stats;
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(cause) ?? '')) {
      throw new TrailspikeError('E_SOURCE_NOT_FOUND', `no such file or folder: ${root}`, {
        hint: 'Check the path; a bucket is written s3://BUCKET/PREFIX.',
        cause,
      });
    }
    throw new TrailspikeError('E_SOURCE_ACCESS', `cannot open ${root} (${errnoOf(cause) ?? String(cause)})`, {
      hint: 'Give the user that runs Trailspike read access to it.',
      cause,
    });
  }
  throw new TrailspikeError('E_SOURCE_NOT_FOUND', `the folder ${root} is empty`, {
    hint: 'Name the folder that holds AWSLogs, or any folder of .json.gz or .json files.',
  });
}
