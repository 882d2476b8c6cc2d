import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DisposableStack } from '../../../base/disposable-stack.js';
import { reading } from '../../../storage/write-error.js';
import type { Ledger } from '../ledger.js';
import { readStateHeader, type StateSettings } from '../state-header.js';
import type { StateAccess, StatePlace } from '../state-place.js';
import { openWorkingDirectory, type WorkingDirectory } from '../working-directory.js';
import type { LocalFile } from './pieces.js';
import { type Captured, RemoteState } from './remote-state.js';
import { HEADER_FILE, LEDGER_FILE, NOTIFIED_FILE } from '../../../storage/state-files.js';

/**
 * Opens a state in S3 for a run that writes it.
 * @param owned saves and releases it
 * @throws TrailspikeError as `RemoteState.open`
 */
export async function openRemotePlace(
  state: string,
  { options, run, saveEvery, names, signal }: StateAccess,
  owned: DisposableStack,
): Promise<StatePlace> {
  const remote = await RemoteState.open(state, {
    options,
    run,
    signal,
    ...(saveEvery !== undefined && { saveEvery }),
  });
  owned.defer(() => remote.close());
  names.add(remote.folder, remote.address);
  return {
    kept: { folder: remote.folder, save: () => remote.save() },
    lost: remote.lost,
    open: (settings) => openCopy(remote, settings),
  };
}

function openCopy(remote: RemoteState, settings: StateSettings): WorkingDirectory {
  const directory = openWorkingDirectory(remote.folder, settings);
  const { ledger } = directory;
  if (ledger === undefined) throw new Error('a state has a ledger');
  const { id } = readStateHeader(remote.folder);
  remote.keep(() => capture(remote.folder, id, ledger));
  return { ...directory, removeFiles: (paths) => remote.remove(paths) };
}

/** What of a state folder is durable: what its ledger names, and that to the length that it knows. */
function capture(folder: string, state: string, ledger: Ledger): Captured {
  const sizeOf = (name: string): number => reading(folder, () => statSync(join(folder, name))).size;
  const whole = (name: string): LocalFile => ({ name, length: sizeOf(name) });
  return {
    state,
    files: [
      whole(HEADER_FILE),
      { name: LEDGER_FILE, length: ledger.length },
      // What a kill left at its end is cut off, so that it does not only grow.
      ...(existsSync(join(folder, NOTIFIED_FILE)) ? [{ ...whole(NOTIFIED_FILE), changes: true }] : []),
      ...[...ledger.snapshots].map(whole),
      ...[...ledger.logPositions].map(([name, { length }]) => ({ name, length })),
    ],
  };
}
