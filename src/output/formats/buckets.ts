import type { OutputFormat } from './output-format.js';

export const BUCKETS = {
  name: 'buckets',
  description: 'the counts of every identity in every bucket, a line of JSON each',
  files: ['buckets.ndjson'],
  isDefault: false,
  durable: true,
  needsEvaluation: false,
  usesEvidence: false,
  async write(run, sink) {
    const file = sink.open('buckets.ndjson');
    for await (const { text } of run.buckets()) file.write(text);
  },
} as const satisfies OutputFormat;
