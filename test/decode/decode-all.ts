import { DEFAULT_LIMITS } from '../../src/decode/decode-limits.js';
import { decodeObject, type DecodeOptions } from '../../src/decode/decode-object.js';
import type { ObjectOutcome } from '../../src/model/coverage.js';
import type { Retrieval } from '../../src/model/retrieval.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { selectionOf } from '../../src/rule/select-events.js';

/** The selection of the built-in rule. */
export const RETRIEVALS = selectionOf(BUILT_IN_RULE.events, []);

export const EVERYTHING: DecodeOptions = {
  identityMode: 'arn',
  accounts: [],
  regions: [],
  limits: DEFAULT_LIMITS,
  selection: RETRIEVALS,
};

/** The retrievals and the outcome of one object. */
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
