import { TrailspikeError } from '../../model/errors.js';
import type { Source, SourceObject } from '../source.js';
import type { ObjectList } from './object-list.js';
import { nothingIn, openList, type OpenRoot } from './open-list.js';

/**
 * Sources that list what a list names, each its own objects, and otherwise do as the sources below them.
 * @param name of the list: a path, `s3://` or `-`
 * @param sources that the user named; keys without a bucket belong to the only one
 * @param open opens a source by its name
 * @throws TrailspikeError `E_USAGE` for keys that belong to no source or to one of several, `E_SOURCE_NOT_FOUND` for an
 *   empty list, and what reading the list throws
 */
export async function openListed(
  name: string,
  sources: readonly Source[],
  open: OpenRoot,
  signal: AbortSignal,
): Promise<Source[]> {
  const known = new Map<string, Promise<Source>>();
  const openOnce: OpenRoot = (root) => {
    let source = known.get(root);
    if (source === undefined) known.set(root, (source = open(root)));
    return source;
  };
  const list = await openList(name, openOnce, signal);
  const roots = list.roots ?? (await rootsOf(list, name, sources.length));
  const listed: Source[] = [];
  for (const root of roots) {
    const source = root === '' ? sources[0]! : await openOnce(root);
    listed.push({ ...source, list: (_plan, stop) => listedObjects(source, root, list, stop) });
  }
  return listed;
}

/** @param sources that the user named */
async function rootsOf(list: ObjectList, name: string, sources: number): Promise<string[]> {
  const roots = new Set<string>();
  for await (const { root, key } of list.entries()) {
    if (root === '' && sources !== 1) throw withoutBucket(key, name, sources);
    roots.add(root);
  }
  if (roots.size === 0) throw nothingIn(name);
  return [...roots];
}

/** The run skips what its plan does not want, as it does with any listing. */
async function* listedObjects(
  source: Source,
  ofRoot: string,
  list: ObjectList,
  signal: AbortSignal,
): AsyncGenerator<SourceObject> {
  for await (const { root, key, known, isCurrent } of list.entries()) {
    signal.throwIfAborted();
    if (root !== ofRoot) continue;
    const object = source.named(key, known);
    yield isCurrent ? object : { ...object, remark: 'notCurrent' };
  }
}

function withoutBucket(key: string, name: string, sources: number): TrailspikeError {
  const which = sources === 0 ? 'no source is named that has it' : `${sources} sources are named`;
  return new TrailspikeError(
    'E_USAGE',
    `the list ${name} has the key ${key} without a bucket, and ${which}`,
    {
      hint: 'Name one source, such as s3://BUCKET, or write s3://BUCKET/KEY in the list.',
    },
  );
}
