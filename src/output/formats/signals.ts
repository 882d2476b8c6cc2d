import type { OutputFormat } from './output-format.js';

export const SIGNALS = {
  name: 'signals',
  description: 'the findings, a line of JSON each',
  files: ['signals.ndjson'],
  isDefault: true,
  durable: true,
  needsEvaluation: true,
  usesEvidence: false,
  write(run, sink) {
    const file = sink.open('signals.ndjson');
    for (const signal of run.signals) file.write(`${JSON.stringify(signal)}\n`);
  },
} as const satisfies OutputFormat;
