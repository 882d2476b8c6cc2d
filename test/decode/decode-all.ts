import { DEFAULT_LIMITS } from '../../src/decode/decode-limits.js';
import { decodeObject, type DecodeOptions } from '../../src/decode/decode-object.js';
import type { ObjectOutcome } from '../../src/model/coverage.js';
import type { ContextEvent, Retrieval } from '../../src/model/retrieval.js';
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

/** The retrievals, the context events and the outcome of one object. */
export function decodeAll(
  bytes: Uint8Array,
  options: Partial<DecodeOptions> = {},
): ObjectOutcome & {
  readonly retrievals: readonly Retrieval[];
  readonly contextEvents: readonly ContextEvent[];
} {
  const retrievals: Retrieval[] = [];
  const contextEvents: ContextEvent[] = [];
  const outcome = decodeObject(bytes, { ...EVERYTHING, ...options }, (one) => {
    if (one.kind === 'context') contextEvents.push(one);
    else retrievals.push(one);
  });
  return { ...outcome, retrievals, contextEvents };
}
