import type { OutputFormat } from './output-format.js';

/** For those who tune a run, so not worth a wait for the disk for each of its many files. */
export const LATENCY = {
  name: 'latency',
  description: 'the latency of each stage as an HdrHistogram distribution',
  files: ['latency-*.hgrm'],
  isDefault: true,
  durable: false,
  needsEvaluation: false,
  usesEvidence: false,
  write(run, sink) {
    for (const { name, text } of run.latency.distributions()) sink.open(`latency-${name}.hgrm`).write(text);
  },
} as const satisfies OutputFormat;
