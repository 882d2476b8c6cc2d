import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { TrailspikeError } from '../../model/errors.js';
import { headerPath, readStateHeader } from './state-header.js';

/** The digits of `FIXED_HASH_KEY`. */
const FIXED = '0000000000000000';

/** As many digits as 16 bytes have. */
const SECRET = /^(?:[0-9a-f]{2}){16,}$/i;

/** What to do for a secret of one's own. */
export const MAKE_HASH_KEY = 'make one with: (umask 077; openssl rand -hex 16 > FILE)';

/**
 * The key of a run's hashes, 16 hexadecimal digits: made of the secret that is given; else that of the state; else a
 * random one for a new state. A run that keeps nothing has the fixed key, so that it gives the same bytes each time.
 * @param secret 32 or more hexadecimal digits
 * @param state the `--state` directory
 * @throws TrailspikeError E_USAGE for a secret of another form, E_STATE_DAMAGED when the directory is no state
 */
export function chosenHashKey(secret: string | undefined, state: string | undefined): string {
  if (secret !== undefined) return keyOfSecret(secret);
  if (state === undefined) return FIXED;
  if (existsSync(headerPath(state))) return readStateHeader(state).settings.hashKey;
  return randomBytes(8).toString('hex');
}

function keyOfSecret(secret: string): string {
  if (!SECRET.test(secret)) {
    throw new TrailspikeError(
      'E_USAGE',
      'a hash key is at least 16 bytes as hexadecimal digits, an even number of them and nothing else',
      { hint: MAKE_HASH_KEY },
    );
  }
  // Hashed, so that the key in a state does not say what the file holds.
  return createHash('sha256')
    .update('trailspike hash key\0')
    .update(secret, 'hex')
    .digest('hex')
    .slice(0, 16);
}
