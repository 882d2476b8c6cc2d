import type { OutputFormat } from './output-format.js';

export const PARQUET = {
  name: 'parquet',
  description: 'the same counts as buckets, as a Parquet file',
  files: ['buckets.parquet'],
  isDefault: false,
  durable: true,
  needsEvaluation: false,
  usesEvidence: false,
  async write(run, sink) {
    const { writeBucketsParquet } = await import('../buckets-parquet.js');
    await writeBucketsParquet(run.buckets(), sink.open('buckets.parquet'));
  },
} as const satisfies OutputFormat;
