import { fileURLToPath } from 'node:url';
import { TrailspikeError } from '../model/errors.js';
import { openDirectory } from './directory.js';
import type { S3Options } from './s3/s3-options.js';
import type { Source } from './source.js';

const SCHEME = /^([a-z][a-z0-9+.-]+):\/\//i;

/**
 * Opens what the user named: `s3://bucket[/prefix]`, `file:///folder`, or the path of a folder or file.
 * Nothing is listed or signed yet.
 * @throws TrailspikeError `E_USAGE` for another scheme or a malformed bucket name
 */
export async function openSource(text: string, options: S3Options = {}): Promise<Source> {
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return openDirectory(text);
  if (scheme === 'file') return openDirectory(fileURLToPath(text));
  if (scheme === 's3') {
    const { openS3 } = await import('./s3/s3-source.js'); // undici alone costs 50 ms to load
    return openS3(text, options);
  }
  throw new TrailspikeError('E_USAGE', `cannot read from ${scheme}:// (${text})`, {
    hint: 'Name a bucket as s3://BUCKET/PREFIX, or a folder by its path.',
  });
}
