import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DisposableStack } from '../../base/disposable-stack.js';
import { isStore, openStore } from '../../source/open-store.js';
import type { StateAccess, StatePlace } from './state-place.js';
import { openWorkingDirectory } from './working-directory.js';

/**
 * Finds the state of a run. One in S3 is locked and copied now, one in a folder when that is opened.
 * @param state as the user named it: a folder, `s3://BUCKET/PREFIX`, or `undefined` for a run that keeps nothing
 * @param owned releases the state
 * @throws TrailspikeError for a state in S3 as `RemoteState.open`
 */
export async function openStatePlace(
  state: string | undefined,
  access: StateAccess,
  owned: DisposableStack,
): Promise<StatePlace> {
  if (state !== undefined && isStore(state)) {
    const { openRemotePlace } = await import('./remote/remote-place.js');
    return openRemotePlace(state, access, owned);
  }
  return {
    kept: state === undefined ? undefined : { folder: state, save: () => Promise.resolve() },
    lost: undefined,
    open: (settings) => openWorkingDirectory(state, settings),
  };
}

/**
 * Makes copies of the states in S3 among those that are only read.
 * @param owned deletes the copies
 * @returns a folder for each, in their order; the same one for the same address
 * @throws TrailspikeError as `readRemote`
 */
export async function foldersOf(
  states: readonly string[],
  { options, names, signal }: Pick<StateAccess, 'options' | 'names' | 'signal'>,
  owned: DisposableStack,
): Promise<string[]> {
  const folders: string[] = [];
  for (const state of states) {
    if (!isStore(state)) {
      folders.push(resolve(state));
      continue;
    }
    folders.push(await copyOf(state, { options, names, signal }, owned));
  }
  return folders;
}

async function copyOf(
  state: string,
  { options, names, signal }: Pick<StateAccess, 'options' | 'names' | 'signal'>,
  owned: DisposableStack,
): Promise<string> {
  const [{ StateStore }, { readRemote }] = await Promise.all([
    import('./remote/state-store.js'),
    import('./remote/read-remote.js'),
  ]);
  const store = new StateStore(await openStore(state, options));
  try {
    const known = names.folderOf(store.address);
    if (known !== undefined) return known;
    const copy = await readRemote(store, signal);
    owned.defer(() => rmSync(copy, { recursive: true, force: true }));
    names.add(copy, store.address);
    return copy;
  } finally {
    await store.close();
  }
}
