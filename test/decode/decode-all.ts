import type { Projection } from '../../src/decode/cloudtrail/project.js';
import { DEFAULT_LIMITS, type DecodeLimits } from '../../src/decode/decode-limits.js';
import { decodeObject, decodeOptions, type DecodeOptions } from '../../src/decode/decode-object.js';
import type { ObjectOutcome } from '../../src/model/coverage.js';
import type { ContextEvent, Retrieval } from '../../src/model/retrieval.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { selectionOf } from '../../src/rule/select-events.js';

/** The selection of the built-in rule. */
export const RETRIEVALS = selectionOf(BUILT_IN_RULE.events, []);

/** How to decode for one selection. */
export interface DecodeSettings extends Projection {
  readonly limits: DecodeLimits;
}

export const EVERYTHING: DecodeSettings = {
  identityMode: 'arn',
  accounts: [],
  regions: [],
  limits: DEFAULT_LIMITS,
  selection: RETRIEVALS,
};

export function optionsOf({ limits, selection, ...projection }: DecodeSettings): DecodeOptions {
  return decodeOptions(limits, projection, [selection]);
}

/** The retrievals, the context events and the outcome of one object. */
export function decodeAll(
  bytes: Uint8Array,
  settings: Partial<DecodeSettings> = {},
): ObjectOutcome & {
  readonly retrievals: readonly Retrieval[];
  readonly contextEvents: readonly ContextEvent[];
} {
  const retrievals: Retrieval[] = [];
  const contextEvents: ContextEvent[] = [];
  const outcome = decodeObject(bytes, optionsOf({ ...EVERYTHING, ...settings }), (one) => {
    if (one.kind === 'context') contextEvents.push(one);
    else retrievals.push(one);
  });
  return { ...outcome, retrievals, contextEvents };
}
