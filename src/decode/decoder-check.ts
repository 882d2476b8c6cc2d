import type { Projected } from '../model/retrieval.js';
import type { DecodeFailure } from './decode-failure.js';
import { decodeObject, type DecodeOptions } from './decode-object.js';
import { decoders } from './decoders.js';
import { isParquet } from './parquet/magic.js';
import type { RecordDecoder } from './record-decoder.js';

/** Limit of the text of each decoder in a message, characters. */
const MAX_SHOWN = 300;

/** Decodes every N-th object with each decoder that accepts it, and compares the results: `--verify-decoder N`. */
export class DecoderCheck {
  readonly #options: DecodeOptions;
  readonly #every: number;
  readonly #candidates: readonly RecordDecoder[];
  #seen = 0;
  #verified = 0;

  /**
   * @param every N. 1: every object; 0: none
   * @param candidates the decoders to compare, at least one; the last one accepts every object, and its result is the
   *   expected one. @default the decoders of this thread
   */
  constructor(options: DecodeOptions, every: number, candidates: readonly RecordDecoder[] = decoders()) {
    this.#options = options;
    this.#every = every;
    this.#candidates = candidates;
  }

  /** @returns the first difference between the decoders; null: no difference, or this object is not an N-th one */
  check(object: Uint8Array): DecodeFailure | null {
    if (this.#every === 0 || this.#seen++ % this.#every !== 0) return null;
    if (isParquet(object)) return null; // has one decoder only
    const reference = this.#candidates.at(-1)!;
    const expected = this.#decodeWith(reference, object)!;
    for (const decoder of this.#candidates.slice(0, -1)) {
      const actual = this.#decodeWith(decoder, object);
      if (actual === undefined) continue;
      this.#verified++;
      const length = Math.max(actual.length, expected.length);
      for (let at = 0; at < length; at++) {
        if (actual[at] === expected[at]) continue;
        const [ours, theirs] = [actual[at], expected[at]].map((text) =>
          (text ?? 'nothing').slice(0, MAX_SHOWN),
        );
        return {
          reason: 'decodersDiffer',
          detail: `decoder ${decoder.name} gives ${ours}, decoder ${reference.name} gives ${theirs}`,
        };
      }
    }
    return null;
  }

  /** Number of comparisons since the last call. */
  takeVerified(): number {
    const verified = this.#verified;
    this.#verified = 0;
    return verified;
  }

  /** The outcome and all retrievals, as one text each; undefined if the decoder does not accept the object. */
  #decodeWith(decoder: RecordDecoder, object: Uint8Array): string[] | undefined {
    const { selections, limits } = this.#options;
    const { findMatches, fields, wants, isPlainContext: mayRepeat } = selections;
    const opened = decoder.open(object, { findMatches, fields, wants, limits, mayRepeat });
    if (opened === undefined) return undefined;
    const lines: string[] = [];
    const opener: RecordDecoder = { name: decoder.name, open: () => opened };
    const sink = (one: Projected, selection: number): unknown => lines.push(JSON.stringify([selection, one]));
    return [JSON.stringify(decodeObject(object, this.#options, sink, undefined, [opener])), ...lines];
  }
}
