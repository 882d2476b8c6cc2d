import { ByteReader, ByteWriter } from '../base/codec.js';

/** A record that a search found. */
export interface FoundRecord {
  /** Index of its object in the job. */
  readonly object: number;
  /** Indices of the targets or criteria of the search that it belongs to, ascending. */
  readonly targets: readonly number[];
  /** Its JSON text, UTF-8. */
  readonly bytes: Uint8Array;
}

/** Packs found records into bytes that cross threads: of each its object, its targets and its text with its length. */
export class FoundRecordsWriter {
  readonly #writer = new ByteWriter();

  add(object: number, targets: readonly number[], bytes: Uint8Array): void {
    this.#writer.varint(object);
    this.#writer.varint(targets.length);
    for (const target of targets) this.#writer.varint(target);
    this.#writer.varint(bytes.length);
    this.#writer.bytes(bytes);
  }

  finish(): Uint8Array {
    return this.#writer.finish();
  }
}

/** The records in the order in which they were added. Their bytes are views. */
export function* foundRecords(packed: Uint8Array): Generator<FoundRecord> {
  const reader = new ByteReader(packed, 'found records');
  while (reader.remaining > 0) {
    const object = reader.varint();
    const targets = Array.from({ length: reader.varint() }, () => reader.varint());
    yield { object, targets, bytes: reader.bytes(reader.varint()) };
  }
}
