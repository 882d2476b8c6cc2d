import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fieldOf, textOf } from '../base/json-values.js';
import { errnoOf } from '../base/errno.js';
import { TrailspikeError } from '../model/errors.js';
import { keyFromApi, type DigestKey } from './key-ring.js';

const HINT =
  'Give public keys in PEM, or what "aws cloudtrail list-public-keys --region REGION --start-time … --end-time …" prints.';

/** Reads public keys for digests. @throws TrailspikeError E_USAGE when the file has none or cannot be read */
export function readKeyFile(path: string): DigestKey[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TrailspikeError(
      'E_USAGE',
      `cannot read the keys in ${path} (${errnoOf(cause) ?? String(cause)})`,
      {
        hint: HINT,
        cause,
      },
    );
  }
  try {
    const keys = text.trimStart().startsWith('-') ? keysInPem(text) : keysInJson(text);
    if (keys.length > 0) return keys;
  } catch (cause) {
    throw new TrailspikeError('E_USAGE', `there is something in ${path} that is no public key`, {
      hint: HINT,
      cause,
    });
  }
  throw new TrailspikeError('E_USAGE', `there is no public key in ${path}`, { hint: HINT });
}

function keysInPem(text: string): DigestKey[] {
  const blocks =
    text.match(/-----BEGIN (?:RSA )?PUBLIC KEY-----[\s\S]*?-----END (?:RSA )?PUBLIC KEY-----/g) ?? [];
  return blocks.map((block) => ({ fingerprint: null, key: createPublicKey(block) }));
}

function keysInJson(text: string): DigestKey[] {
  const list = fieldOf(JSON.parse(text), 'PublicKeyList');
  if (!Array.isArray(list)) return [];
  return (list as unknown[]).map((one) => keyFromApi(textOf(one, 'Value'), textOf(one, 'Fingerprint')));
}
