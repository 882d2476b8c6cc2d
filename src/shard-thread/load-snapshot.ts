import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TrailspikeError } from '../model/errors.js';
import type { ProfileStore } from '../profile/profile-store.js';
import { checksumOf, mergeSnapshot } from '../profile/snapshot.js';
import type { SnapshotFile } from '../storage/state-files.js';
import { reading } from '../storage/write-error.js';

/** @throws TrailspikeError E_STATE_DAMAGED, which names the file, when its content is damaged or not what its name says */
export function loadSnapshot(store: ProfileStore, directory: string, file: SnapshotFile): void {
  const path = join(directory, file.name);
  try {
    const bytes = reading(path, () => readFileSync(path));
    const logicalShard = mergeSnapshot(store, bytes);
    const isOther = file.checksum !== checksumOf(bytes);
    if (isOther || logicalShard !== file.logicalShard) {
      throw new TrailspikeError('E_STATE_DAMAGED', 'holds another snapshot than its name says', {
        hint: 'restore a whole copy of the state, or delete it and scan again',
      });
    }
  } catch (error) {
    if (!(error instanceof TrailspikeError)) throw error;
    throw new TrailspikeError(error.code, `${path}: ${error.message}`, {
      cause: error,
      ...(error.hint && { hint: error.hint }),
    });
  }
}
