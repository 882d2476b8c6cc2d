import { decodeObject } from '../../src/decode/decode-object.js';
import { decoders } from '../../src/decode/decoders.js';
import type { RecordDecoder } from '../../src/decode/record-decoder.js';
import { REFERENCE_DECODER } from '../../src/decode/reference/reference-decoder.js';
import type { ObjectOutcome } from '../../src/model/coverage.js';
import type { Projected } from '../../src/model/retrieval.js';
import { type DecodeSettings, optionsOf } from './decode-all.js';

interface Decoded {
  readonly outcome: ObjectOutcome;
  readonly retrievals: readonly Projected[];
}

/** What an object decodes to by the decoders of this thread, and by the reference decoder alone. They must be equal. */
export function decodeBoth(
  bytes: Uint8Array,
  settings: DecodeSettings,
): { readonly fast: Decoded; readonly reference: Decoded } {
  return {
    fast: decode(decoders(), bytes, settings),
    reference: decode([REFERENCE_DECODER], bytes, settings),
  };
}

function decode(among: readonly RecordDecoder[], bytes: Uint8Array, settings: DecodeSettings): Decoded {
  const retrievals: Projected[] = [];
  const sink = (one: Projected): unknown => retrievals.push(one);
  const outcome = decodeObject(bytes, optionsOf(settings), sink, undefined, among);
  // Which decoder it was is not part of the answer.
  return { outcome: { ...outcome, fallback: false }, retrievals };
}
