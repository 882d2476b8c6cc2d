import type { OutputFormat } from './output-format.js';

export const SUMMARY = {
  name: 'summary',
  description: 'coverage, warnings, timings, memory and error bounds, as JSON',
  files: ['summary.json'],
  isDefault: true,
  durable: true,
  needsEvaluation: false,
  usesEvidence: false,
  async write(run, sink, { args }) {
    const { summaryText } = await import('../summary.js');
    sink.open('summary.json').write(summaryText(run, args));
  },
} as const satisfies OutputFormat;
