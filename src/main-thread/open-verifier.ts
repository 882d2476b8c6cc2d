import { KeyRing, keyFromApi, type DigestKey, type KeyLoader } from '../integrity/key-ring.js';
import { readKeyFile } from '../integrity/read-key-file.js';
import { Verifier } from '../integrity/verifier.js';
import { TrailspikeError } from '../model/errors.js';
import type { ListPlan, Source } from '../source/source.js';
import type { RunAccount } from './run-account.js';
import type { VerifyOptions } from './scan-options.js';

/** What a verifier is part of. */
export interface VerifiedRun {
  readonly sources: readonly Source[];
  readonly listing: ListPlan;
  readonly account: RunAccount;
  readonly signal: AbortSignal;
}

/**
 * Opens what compares the objects of a run with CloudTrail's digests.
 * @param fail ends the run
 * @throws TrailspikeError E_USAGE for a file of keys that cannot be read
 */
export function openVerifier(
  { keyFiles = [], endpoint }: VerifyOptions,
  { sources, listing, account, signal }: VerifiedRun,
  fail: (error: unknown) => void,
): Verifier {
  const given = keyFiles.flatMap(readKeyFile);
  const asked = sources.find(({ digests }) => digests?.publicKeys !== undefined)?.digests;
  const load: KeyLoader | undefined =
    asked === undefined || (given.length > 0 && endpoint === undefined)
      ? undefined
      : async (region, around) => {
          const keys = await asked.publicKeys!(region, around, endpoint, signal);
          return keys.map(({ value, fingerprint }) => listedKey(value, fingerprint, region));
        };
  return new Verifier(listing, new KeyRing(given, load), account.gaps, signal, fail);
}

/** @throws TrailspikeError E_SOURCE_RESPONSE for what is no key */
function listedKey(value: string, fingerprint: string, region: string): DigestKey {
  try {
    return keyFromApi(value, fingerprint);
  } catch (cause) {
    throw new TrailspikeError(
      'E_SOURCE_RESPONSE',
      `among the public keys of ${region} that CloudTrail gives is one that is none (fingerprint ${fingerprint})`,
      {
        hint: 'Name a file with the keys with --digest-keys, or check what --cloudtrail-endpoint names.',
        cause,
      },
    );
  }
}
