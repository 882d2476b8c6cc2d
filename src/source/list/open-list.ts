import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errnoOf } from '../../base/errno.js';
import { TrailspikeError } from '../../model/errors.js';
import type { Source } from '../source.js';
import { chunksOf } from './byte-lines.js';
import { inventoryList, parseManifest, type InventoryFile, type InventoryManifest } from './inventory.js';
import { keyList } from './key-list.js';
import type { ObjectList } from './object-list.js';

const OPEN_BRACE = 0x7b;

/** Opens a source by its name; what it opens is closed with the run. */
export type OpenRoot = (name: string) => Promise<Source>;

/**
 * Opens the list that the user named: a path, `file://`, `s3://`, or `-` for the standard input, which is kept in
 * memory.
 * @throws TrailspikeError when it cannot be read, or is a JSON document other than the manifest of an inventory
 */
export async function openList(name: string, open: OpenRoot, signal: AbortSignal): Promise<ObjectList> {
  const isStored = /^s3:\/\//i.test(name);
  const path = isStored || name === '-' ? undefined : pathOf(name);
  let chunks: () => AsyncIterable<Uint8Array>;
  if (path === undefined) {
    const bytes = isStored ? await readStored(name, open, signal) : await readAll(chunksOf(process.stdin));
    chunks = () => only(bytes);
  } else {
    chunks = () => readLocal(path, name);
  }
  const first = await firstOf(chunks());
  if (first === undefined) throw nothingIn(name);
  if (first[0] !== OPEN_BRACE) return keyList(chunks);
  const manifest = parseManifest(Buffer.from(await readAll(chunks())).toString('utf8'), name);
  return inventoryList(manifest, (file) => readData(file, manifest, path, open, signal));
}

export function nothingIn(name: string): TrailspikeError {
  return new TrailspikeError('E_SOURCE_NOT_FOUND', `the list ${name} names no object`, {
    hint: 'Give keys or s3:// addresses, one a line, or the manifest.json of an S3 Inventory.',
  });
}

function pathOf(name: string): string {
  return resolve(/^file:\/\//i.test(name) ? fileURLToPath(name) : name);
}

async function* readLocal(path: string, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* chunksOf(createReadStream(path));
  } catch (cause) {
    throw new TrailspikeError(
      'E_USAGE',
      `cannot read the list ${name} (${errnoOf(cause) ?? String(cause)})`,
      {
        hint: 'Check the path; - reads the standard input.',
        cause,
      },
    );
  }
}

async function readStored(uri: string, open: OpenRoot, signal: AbortSignal): Promise<Uint8Array> {
  const at = uri.indexOf('/', 's3://'.length);
  if (at < 0 || at === uri.length - 1) {
    throw new TrailspikeError('E_USAGE', `the list ${uri} is a bucket`, {
      hint: 'Name an object, such as s3://BUCKET/CONFIG/DATE/manifest.json.',
    });
  }
  const source = await open(uri.slice(0, at));
  return source.read(source.named(uri.slice(at + 1)), signal);
}

/**
 * Reads a data file: beside a local manifest, in the places that a copy has it, and otherwise from the bucket that the
 * manifest names.
 */
async function readData(
  { key }: InventoryFile,
  { destinationBucket }: InventoryManifest,
  manifest: string | undefined,
  open: OpenRoot,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (manifest !== undefined) {
    const local = placesOf(key, dirname(manifest)).find((place) => existsSync(place));
    if (local !== undefined) return readFile(local);
  }
  return readStored(`s3://${destinationBucket}/${key}`, open, signal);
}

/** Where a copy of an inventory may have a data file, by the folder of the manifest. */
function placesOf(key: string, folder: string): string[] {
  const name = basename(key);
  const places = [join(folder, name), join(folder, 'data', name), join(folder, '..', 'data', name)];
  for (let above = folder; ; above = dirname(above)) {
    places.push(join(above, key));
    if (above === dirname(above)) return places;
  }
}

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

async function firstOf<Item>(items: AsyncIterable<Item>): Promise<Item | undefined> {
  for await (const item of items) return item;
  return undefined;
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield await Promise.resolve(bytes);
}
