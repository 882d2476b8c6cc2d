import type { SourceKind } from '../source-kind.js';
import type { S3Description } from './s3-description.js';
import type { S3Options } from './s3-options.js';

/** Buckets of S3 and of compatible servers. */
export const s3: SourceKind<'s3', S3Options, S3Description> = {
  name: 's3',
  schemes: ['s3', 'arn'],
  usage: 'a bucket as s3://BUCKET/PREFIX',
  open: async (text, options) => (await import('./s3-source.js')).openS3(text, options),
  openStore: async (text, options) => (await import('./s3-store.js')).openS3Store(text, options),
  openReaders: async ({ threads }) => new (await import('./s3-readers.js')).S3Readers(threads),
};
