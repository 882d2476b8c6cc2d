import { TrailspikeError } from '../model/errors.js';
import type { ByteReader, ByteWriter } from '../base/codec.js';

/** First byte of every serialized sketch. No text, gzip, MessagePack map or zero-filled page begins with it. */
const MAGIC = 0xc1;

/** Kinds of sketches. A number is never used again for another kind. */
export const SKETCH_KIND = { ultraLogLog: 1, distinct: 2 } as const;
export type SketchKind = keyof typeof SKETCH_KIND;

/** Writes magic, kind and format version (3 bytes). The parameters and the content follow. */
export function writePreamble(writer: ByteWriter, kind: SketchKind, version: number): void {
  writer.u8(MAGIC);
  writer.u8(SKETCH_KIND[kind]);
  writer.u8(version);
}

/**
 * Reads what `writePreamble` wrote.
 * @throws TrailspikeError E_SKETCH_BYTES for bytes that are not a sketch, or are another kind of sketch, or have a
 * version that this program does not know
 */
export function readPreamble(reader: ByteReader, kind: SketchKind, version: number): void {
  const magic = reader.u8();
  if (magic !== MAGIC)
    reader.fail(`is not a sketch: it begins with ${hexByte(magic)} instead of ${hexByte(MAGIC)}`);
  const foundKind = reader.u8();
  if (foundKind !== SKETCH_KIND[kind]) {
    reader.fail(`is of kind ${foundKind}, expected ${SKETCH_KIND[kind]} (${kind})`);
  }
  const foundVersion = reader.u8();
  if (foundVersion !== version) reader.fail(`has format version ${foundVersion}, expected ${version}`);
}

/** @throws TrailspikeError E_SKETCH_MISMATCH unless the two values of a parameter are equal. */
export function requireSame(kind: SketchKind, parameter: string, expected: number, found: number): void {
  if (expected === found) return;
  throw new TrailspikeError(
    'E_SKETCH_MISMATCH',
    `A ${kind} sketch with ${parameter} ${found} cannot be merged into one with ${parameter} ${expected}`,
    { hint: 'Only sketches with equal parameters can be merged: make one of them again.' },
  );
}

function hexByte(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}
