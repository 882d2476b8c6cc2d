import { decodeObject, DEFAULT_LIMITS, type DecodeOptions } from '../../src/decode/decode-object.js';
import type { ObjectOutcome } from '../../src/model/coverage.js';
import type { Retrieval } from '../../src/model/retrieval.js';

export const EVERYTHING: DecodeOptions = {
  identityMode: 'arn',
  accounts: [],
  regions: [],
  limits: DEFAULT_LIMITS,
};

/** One object's retrievals and outcome. */
export function decodeAll(
  bytes: Uint8Array,
  options: Partial<DecodeOptions> = {},
): ObjectOutcome & { readonly retrievals: readonly Retrieval[] } {
  const retrievals: Retrieval[] = [];
  const outcome = decodeObject(bytes, { ...EVERYTHING, ...options }, (retrieval) => {
    retrievals.push(retrieval);
  });
  return { ...outcome, retrievals };
}
