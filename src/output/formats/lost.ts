import type { OutputFormat } from './output-format.js';

export const LOST = {
  name: 'lost',
  description: 'every object that failed, with the reason, a line of JSON each',
  files: ['lost.ndjson'],
  isDefault: false,
  durable: true,
  needsEvaluation: false,
  usesEvidence: false,
  write(run, sink) {
    const file = sink.open('lost.ndjson');
    for (const failure of run.lost) file.write(`${JSON.stringify(failure)}\n`);
  },
} as const satisfies OutputFormat;
