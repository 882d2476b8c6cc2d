import type { OutputFormat } from './output-format.js';

export const EVIDENCE = {
  name: 'evidence',
  description: 'what the records of the explained signals say, exactly, a line of JSON each',
  files: ['evidence.ndjson'],
  isDefault: true,
  durable: true,
  needsEvaluation: true,
  usesEvidence: true,
  write({ evidence, explains }, sink) {
    // Without a look at the records there is nothing to say, which is not the same as an empty file.
    if (!explains) return;
    const file = sink.open('evidence.ndjson');
    for (const one of evidence) file.write(`${JSON.stringify(one)}\n`);
  },
} as const satisfies OutputFormat;
