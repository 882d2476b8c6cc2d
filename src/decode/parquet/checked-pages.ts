import type { ColumnMetaData, PageHeader, SchemaTree } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from 'hyparquet/src/schema.js';
import { decompress } from './codecs.js';
import { ParquetDamage } from './parquet-damage.js';
import type { ReadBudget } from './read-budget.js';
import { checkDeltas, checkRuns } from './runs.js';
import { thriftEnd } from './thrift-end.js';

/** Structures in the header of a page, its statistics included. */
const MOST_IN_HEADER = 64;

/**
 * Reads the pages of one column of a row group: their headers, and their content decompressed. Checks everything that
 * their decoder believes without a check, so that no file makes it allocate without limit or run without end.
 * @param chunk the bytes of the column
 * @param path the schema from its root to the column
 * @param budget what is left to read of the file; each page takes its part
 * @returns the content of each page that the decoder asks to have decompressed, in order
 * @throws {ParquetDamage}, RangeError or others if the pages are damaged, or exceed the budget
 */
export function checkedPages(
  chunk: Uint8Array,
  { codec, type }: ColumnMetaData,
  path: readonly SchemaTree[],
  budget: ReadBudget,
): Uint8Array[] {
  const levels = [getMaxRepetitionLevel([...path]), getMaxDefinitionLevel([...path])].map((largest) => ({
    largest,
    width: 32 - Math.clz32(largest),
  }));
  const column = { codec, type, levels, budget };
  const view = viewOf(chunk);
  const pages: Uint8Array[] = [];
  for (let at = 0; at < chunk.length - 1;) {
    thriftEnd(chunk, at, MOST_IN_HEADER);
    const reader = { view, offset: at };
    const header = parquetHeader(reader);
    const { compressed_page_size: stored, uncompressed_page_size: size } = header;
    at = reader.offset + stored;
    if (!(stored >= 0 && size >= 0 && at <= chunk.length)) throw new RangeError('a page of a wrong size');
    budget.take(size, valuesIn(header));
    const page = chunk.subarray(reader.offset, at);
    const content = header.data_page_header_v2
      ? checkPageV2(page, header, column)
      : checkPage(page, header, column);
    if (content !== undefined) pages.push(content);
  }
  return pages;
}

/** @throws RangeError if there is no such number */
function valuesIn({ data_page_header, data_page_header_v2, dictionary_page_header }: PageHeader): number {
  const values = (data_page_header ?? data_page_header_v2 ?? dictionary_page_header)?.num_values;
  if (values === undefined || !(values >= 0)) throw new RangeError('a page without a number of values');
  return values;
}

interface Column extends Pick<ColumnMetaData, 'codec' | 'type'> {
  /** Those of repetition and of definition: the largest level, and the bits that one takes; 0: there are none. */
  readonly levels: readonly { readonly largest: number; readonly width: number }[];
  readonly budget: ReadBudget;
}

/** Index of the levels of definition. The largest one says that there is a value. */
const DEFINITION = 1;

/** A dictionary, or a page with the levels and the values compressed together. */
function checkPage(
  page: Uint8Array,
  { data_page_header: header, dictionary_page_header, uncompressed_page_size: size }: PageHeader,
  { codec, type, levels, budget }: Column,
): Uint8Array | undefined {
  const content = decompress(codec, page, size);
  const given = codec === 'UNCOMPRESSED' ? undefined : content;
  if (header === undefined) {
    if (dictionary_page_header === undefined)
      throw new ParquetDamage('unsupportedParquet', 'a page of an unknown kind');
    return given;
  }
  const view = viewOf(content);
  let at = 0;
  let count = header.num_values;
  levels.forEach(({ width, largest }, index) => {
    if (width === 0) return;
    const end = at + 4 + view.getUint32(at, true);
    if (end > content.length) throw new RangeError('levels that are cut off');
    const full = checkRuns(content, at + 4, end, width, header.num_values, largest);
    if (index === DEFINITION) count = full;
    at = end;
  });
  checkValues(content.subarray(at), header.encoding, type, count, budget);
  return given;
}

/** A page with the values alone compressed, and the levels before them. */
function checkPageV2(
  page: Uint8Array,
  { data_page_header_v2: header, uncompressed_page_size: size }: PageHeader,
  { codec, type, levels, budget }: Column,
): Uint8Array | undefined {
  const { num_values, num_nulls, num_rows, encoding, is_compressed } = header!;
  const lengths = [header!.repetition_levels_byte_length, header!.definition_levels_byte_length];
  if (!(num_nulls >= 0 && num_nulls <= num_values && num_rows >= 0 && lengths.every((length) => length >= 0)))
    throw new RangeError('a page of wrong numbers');
  let at = 0;
  levels.forEach(({ width }, index) => {
    const end = at + lengths[index]!;
    if (end > page.length) throw new RangeError('levels that are cut off');
    if (width > 0) checkRuns(page, at, end, width, num_values);
    at = end;
  });
  const stored = page.subarray(at);
  const left = size - at;
  if (left < 0) throw new RangeError('levels larger than their page');
  const isCompressed = is_compressed !== false && left > 0;
  const content = isCompressed ? decompress(codec, stored, left) : stored;
  checkValues(content, encoding, type, num_values - num_nulls, budget);
  return isCompressed && codec !== 'UNCOMPRESSED' ? content : undefined;
}

/** Checks the values of a page. @param count how many there must be */
function checkValues(
  values: Uint8Array,
  encoding: string | undefined,
  type: ColumnMetaData['type'],
  count: number,
  budget: ReadBudget,
): void {
  const end = values.length;
  switch (encoding) {
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY':
      if (count > 0) checkRuns(values, 1, end, values[0] ?? Infinity, count);
      return;
    case 'RLE':
      if (type === 'BOOLEAN') checkRuns(values, 4, end, 1, count);
      else throw new ParquetDamage('unsupportedParquet', `encoding RLE of ${type}`);
      return;
    case 'DELTA_BINARY_PACKED':
    case 'DELTA_LENGTH_BYTE_ARRAY':
      checkDeltas(values, 0, end, count);
      return;
    case 'DELTA_BYTE_ARRAY': {
      // A value is the first bytes of the one before it, and bytes of its own: few bytes can become long values.
      const afterPrefixes = checkDeltas(values, 0, end, count);
      checkDeltas(values, afterPrefixes, end, count);
      const prefixes = new Int32Array(count);
      deltaBinaryUnpack({ view: viewOf(values), offset: 0 }, count, prefixes);
      for (const length of prefixes) {
        if (length < 0) throw new RangeError('a value of less than no bytes');
        budget.take(length, 0);
      }
    }
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
