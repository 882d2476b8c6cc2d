import { joinTexts, packTexts, textAt, textsOf } from '../../base/packed-texts.js';
import type { ObjectColumns, SourceObject, StoredObject } from '../source.js';

/** @param base with which all their addresses begin */
export function columnsOf(
  objects: readonly StoredObject[],
  deliveredAt: readonly number[],
  base = '',
): ObjectColumns {
  return {
    base,
    names: packTexts(objects.map(({ uri }) => uri.slice(base.length))),
    versions: packTexts(objects.map(({ version }) => version)),
    sizes: Float64Array.from(objects, ({ size }) => size),
    deliveredAt: Float64Array.from(deliveredAt),
  };
}

export function storedAt({ base, names, versions, sizes }: ObjectColumns, index: number): StoredObject {
  return { uri: base + textAt(names, index), size: sizes[index]!, version: textAt(versions, index) };
}

/** The objects from the index `from` to that before `to`. */
export function columnsFrom(columns: ObjectColumns, from: number, to: number): ObjectColumns {
  const { base, names, versions, sizes, deliveredAt } = columns;
  return {
    base,
    names: textsOf(names, from, to),
    versions: textsOf(versions, from, to),
    // Copies: a part would cross threads as the whole.
    sizes: sizes.slice(from, to),
    deliveredAt: deliveredAt.slice(from, to),
  };
}

/** @param all at least one, with the same base */
export function joinColumns(all: readonly ObjectColumns[]): ObjectColumns {
  const [first] = all;
  if (all.length === 1) return first!;
  const numbers = (of: 'sizes' | 'deliveredAt'): Float64Array =>
    Float64Array.from(all.flatMap((one) => [...one[of]]));
  return {
    base: first!.base,
    names: joinTexts(all.map(({ names }) => names)),
    versions: joinTexts(all.map(({ versions }) => versions)),
    sizes: numbers('sizes'),
    deliveredAt: numbers('deliveredAt'),
  };
}

/** One of them as it was listed. Their names are their keys. */
export function listedAt(
  columns: ObjectColumns,
  index: number,
  remark: SourceObject['remark'] | undefined,
): SourceObject {
  const object = { ...storedAt(columns, index), key: textAt(columns.names, index) };
  return remark === undefined ? object : { ...object, remark };
}
