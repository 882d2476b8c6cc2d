import { createHash } from 'node:crypto';
import { TrailspikeError } from '../../model/errors.js';
import { readInventoryRows } from '../../decode/parquet/inventory-rows.js';
import { ParquetDamage } from '../../decode/parquet/parquet-damage.js';
import { inflated, linesOf } from './byte-lines.js';
import type { ListEntry, ObjectList } from './object-list.js';

/** The parts of an inventory's `manifest.json` that matter. */
export interface InventoryManifest {
  /** The bucket whose objects are listed. */
  readonly sourceBucket: string;
  /** The bucket with the data files. */
  readonly destinationBucket: string;
  /** Names of the columns, in order; `undefined` for Parquet, whose files name them. */
  readonly columns: readonly string[] | undefined;
  readonly files: readonly InventoryFile[];
}

export interface InventoryFile {
  /** Its key in the destination bucket. */
  readonly key: string;
  /** Of the file as it is stored, in hexadecimal digits; `undefined` when the manifest has none. */
  readonly md5: string | undefined;
}

/**
 * Reads the `manifest.json` of an S3 Inventory.
 * @param name of the list, for messages
 * @throws TrailspikeError `E_USAGE` for another JSON document, and for formats other than CSV and Parquet
 */
export function parseManifest(text: string, name: string): InventoryManifest {
  const manifest = objectOf(parsed(text, name));
  const { sourceBucket, destinationBucket, fileFormat, fileSchema, files } = manifest;
  if (typeof sourceBucket !== 'string' || typeof destinationBucket !== 'string' || !Array.isArray(files)) {
    throw new TrailspikeError('E_USAGE', `${name} is JSON, but not the manifest of an S3 Inventory`, {
      hint: 'Name the manifest.json of an inventory, or a text of keys, one a line.',
    });
  }
  const isParquet = fileFormat === 'Parquet';
  if (!isParquet && (fileFormat !== 'CSV' || typeof fileSchema !== 'string')) {
    throw new TrailspikeError('E_USAGE', `the inventory of ${name} has the format ${String(fileFormat)}`, {
      hint: 'Inventories in CSV and Parquet are read. Set the format of the inventory to one of them, or list its keys in a file.',
    });
  }
  return {
    sourceBucket,
    destinationBucket: destinationBucket.replace(/^arn:[^:]*:s3:::/, ''),
    columns: isParquet
      ? undefined
      : String(fileSchema)
          .split(',')
          .map((column) => column.trim()),
    files: files.map((file) => {
      const { key, MD5checksum } = objectOf(file);
      if (typeof key !== 'string') throw new TrailspikeError('E_USAGE', `a file of ${name} has no key`);
      return { key, md5: typeof MD5checksum === 'string' ? MD5checksum.toLowerCase() : undefined };
    }),
  };
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TrailspikeError('E_USAGE', `${name} begins as JSON does, but is none`, { cause });
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/**
 * The objects of an inventory.
 * @param open reads a data file
 */
export function inventoryList(
  { sourceBucket, columns, files }: InventoryManifest,
  open: (file: InventoryFile) => Promise<Uint8Array>,
): ObjectList {
  const root = `s3://${sourceBucket}`;
  const entriesOf = columns === undefined ? parquetEntries(root) : csvEntries(root, columns);
  return {
    roots: [root],
    async *entries() {
      for (const file of files) {
        const bytes = await open(file);
        checkContent(bytes, file);
        yield* entriesOf(bytes, file);
      }
    },
  };
}

type EntryReader = (bytes: Uint8Array, file: InventoryFile) => AsyncIterable<ListEntry> | Iterable<ListEntry>;

function csvEntries(root: string, columns: readonly string[]): EntryReader {
  const at = (column: string): number => columns.indexOf(column);
  const [key, size, etag] = [at('Key'), at('Size'), at('ETag')];
  const [latest, deleted] = [at('IsLatest'), at('IsDeleteMarker')];
  if (key < 0) throw new TrailspikeError('E_USAGE', 'the inventory has no column Key');
  return async function* (bytes) {
    for await (const line of linesOf(inflated(only(bytes)))) {
      const row = csvFields(line);
      const length = row[size] === undefined || row[size] === '' ? NaN : Number(row[size]);
      yield {
        root,
        key: decodedKey(row[key] ?? ''),
        known: Number.isSafeInteger(length) ? { size: length, version: row[etag] ?? '' } : undefined,
        isCurrent: row[latest] !== 'false' && row[deleted] !== 'true',
      };
    }
  };
}

function parquetEntries(root: string): EntryReader {
  return function* (bytes, file) {
    try {
      for (const { key, size, eTag, isLatest } of readInventoryRows(bytes, file.key)) {
        const known = size === undefined ? undefined : { size, version: eTag };
        yield { root, key, known, isCurrent: isLatest };
      }
    } catch (cause) {
      if (!(cause instanceof ParquetDamage)) throw cause;
      throw new TrailspikeError('E_SOURCE_RESPONSE', `the inventory's file ${cause.message}`, {
        hint: 'It is damaged or no file of S3 Inventory: fetch manifest and data files of one inventory again.',
        cause,
      });
    }
  };
}

function checkContent(bytes: Uint8Array, { key, md5 }: InventoryFile): void {
  if (md5 === undefined || createHash('md5').update(bytes).digest('hex') === md5) return;
  throw new TrailspikeError(
    'E_SOURCE_RESPONSE',
    `the inventory's file ${key} is not the one of its manifest`,
    {
      hint: 'It was damaged or replaced: fetch manifest and data files of one inventory again.',
    },
  );
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** The fields of one line. S3 quotes every field; keys are URL-encoded, so that no field has a line feed. */
export function csvFields(line: string): string[] {
  const fields: string[] = [];
  for (const [, quoted, plain] of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    fields.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
  }
  return fields;
}

/** S3 encodes keys in CSV as in a form: `+` is a space. @throws TrailspikeError `E_SOURCE_RESPONSE` */
function decodedKey(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new TrailspikeError('E_SOURCE_RESPONSE', `a key of the inventory is badly encoded: ${text}`, {
      cause,
    });
  }
}
