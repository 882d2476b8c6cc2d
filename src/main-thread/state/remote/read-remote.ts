import { rmSync } from 'node:fs';
import { isLive, lockedError } from './lease.js';
import { damaged } from './manifest.js';
import { missingPiece, readPieces } from './pieces.js';
import { copyFolder } from './remote-state.js';
import type { StateStore } from './state-store.js';

/** How often a state is read anew that another run changes meanwhile. */
const MOST_TRIES = 3;

/**
 * Makes a local copy of a state in S3 that is only read.
 * @returns the folder of the copy; the caller deletes it
 * @throws TrailspikeError E_STATE_LOCKED when a run may write it, E_STATE_DAMAGED when there is none, or when a piece is
 * missing or another than the manifest says; as requests do
 */
export async function readRemote(store: StateStore, signal: AbortSignal): Promise<string> {
  for (let tries = 1; ; tries++) {
    const { manifest, silence, version } = await store.readManifest(signal);
    if (manifest.lease !== null && isLive(manifest.lease, silence)) {
      throw lockedError(store.address, manifest.lease);
    }
    if (manifest.files.length === 0) throw damaged(store.address, 'is not a Trailspike state');
    const folder = copyFolder();
    try {
      const missing = await readPieces(store, manifest, folder, signal);
      if (missing === undefined) return folder;
      const isSame = (await store.readManifest(signal)).version === version;
      if (isSame || tries === MOST_TRIES) throw missingPiece(store, manifest, missing);
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }
}
