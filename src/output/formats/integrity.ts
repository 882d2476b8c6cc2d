import { integrityLines } from '../integrity-lines.js';
import type { OutputFormat } from './output-format.js';

export const INTEGRITY = {
  name: 'integrity',
  description: 'what --verify found, and which hours were not seen, a line of JSON each',
  files: ['integrity.ndjson'],
  isDefault: false,
  durable: true,
  needsEvaluation: false,
  usesEvidence: false,
  write(run, sink) {
    const file = sink.open('integrity.ndjson');
    for (const line of integrityLines(run)) file.write(`${JSON.stringify(line)}\n`);
  },
} as const satisfies OutputFormat;
