import { readFileSync } from 'node:fs';
import { MAKE_HASH_KEY } from '../main-thread/state/hash-key.js';
import { TrailspikeError } from '../model/errors.js';

/** The digits in the file of `--hash-key`. @throws TrailspikeError E_USAGE when it cannot be read */
export function readHashKey(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new TrailspikeError('E_USAGE', `the hash key cannot be read: ${problem}`, {
      hint: MAKE_HASH_KEY,
      cause,
    });
  }
}
