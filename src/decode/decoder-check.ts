import type { Retrieval } from '../model/retrieval.js';
import type { DecodeFailure } from './decode-failure.js';
import { decodeObject, type DecodeOptions } from './decode-object.js';
import { decoders } from './decoders.js';
import type { RecordDecoder } from './record-decoder.js';

/** Characters of what differs that a message shows. */
const SHOWN = 300;

/** Decodes every N-th object by each decoder that accepts it, and compares what comes out: `--verify-decoder N`. */
export class DecoderCheck {
  readonly #options: DecodeOptions;
  readonly #every: number;
  readonly #among: readonly RecordDecoder[];
  #seen = 0;
  #verified = 0;

  /**
   * @param every 1: every object; 0: none
   * @param among the decoders to compare; the last one defines the answer. @default those of this thread
   */
  constructor(options: DecodeOptions, every: number, among: readonly RecordDecoder[] = decoders()) {
    this.#options = options;
    this.#every = every;
    this.#among = among;
  }

  /** @returns what the decoders disagree about; null: nothing, or it was not this object's turn */
  check(object: Uint8Array): DecodeFailure | null {
    if (this.#every === 0 || this.#seen++ % this.#every !== 0) return null;
    const reference = this.#among.at(-1)!;
    const right = this.#decodeBy(reference, object)!;
    for (const decoder of this.#among.slice(0, -1)) {
      const found = this.#decodeBy(decoder, object);
      if (found === undefined) continue;
      this.#verified++;
      const most = Math.max(found.length, right.length);
      for (let at = 0; at < most; at++) {
        if (found[at] === right[at]) continue;
        const [theirs, ours] = [found[at], right[at]].map((text) => (text ?? 'nothing').slice(0, SHOWN));
        return {
          reason: 'decodersDiffer',
          detail: `decoder ${decoder.name} gives ${theirs}, decoder ${reference.name} ${ours}`,
        };
      }
    }
    return null;
  }

  /** How many objects were decoded in two ways since this was last asked. */
  takeVerified(): number {
    const verified = this.#verified;
    this.#verified = 0;
    return verified;
  }

  /** The outcome and every retrieval, a text each; undefined where the decoder does not accept the object. */
  #decodeBy(decoder: RecordDecoder, object: Uint8Array): string[] | undefined {
    const { selection, limits } = this.#options;
    const { findMatches, fields } = selection;
    const opened = decoder.open(object, { findMatches, fields, limits });
    if (opened === undefined) return undefined;
    const lines: string[] = [];
    const once: RecordDecoder = { name: decoder.name, open: () => opened };
    const sink = (retrieval: Retrieval): unknown => lines.push(JSON.stringify(retrieval));
    return [JSON.stringify(decodeObject(object, this.#options, sink, undefined, [once])), ...lines];
  }
}
