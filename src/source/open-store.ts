import { TrailspikeError } from '../model/errors.js';
import type { ObjectStore } from './object-store.js';
import { kindOf } from './open-source.js';
import type { SourceOptions } from './source-kinds.js';

/** Whether a text names a place of a kind of source that has stores, and not a folder. */
export function isStore(text: string): boolean {
  return kindOf(text)?.openStore !== undefined;
}

/**
 * Opens a folder to write to: `s3://BUCKET/PREFIX`, or below an access point. No request is sent yet.
 * @throws TrailspikeError `E_USAGE` for a text of which `isStore` is false, or a malformed one
 */
export async function openStore(text: string, options: SourceOptions): Promise<ObjectStore> {
  const kind = kindOf(text);
  if (kind?.openStore === undefined) throw new TrailspikeError('E_USAGE', `cannot write to ${text}`);
  return kind.openStore(text, (options as Readonly<Record<string, unknown>>)[kind.name]);
}
