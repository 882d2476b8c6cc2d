import type { OutputFormat } from './output-format.js';

export const EVIDENCE = {
  name: 'evidence',
  description: 'what the records of the explained signals say, exactly, a line of JSON each',
  files: ['evidence.ndjson'],
  isDefault: true,
  durable: true,
  needsEvaluation: true,
  write({ evidence }, sink) {
    const file = sink.open('evidence.ndjson');
    for (const one of evidence) file.write(`${JSON.stringify(one)}\n`);
  },
} as const satisfies OutputFormat;
