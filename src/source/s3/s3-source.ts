import type { Source } from '../source.js';
import type { S3Options } from './s3-options.js';

export function openS3(uri: string, _options: S3Options = {}): Source {
  throw new Error(`not yet: ${uri}`);
}
