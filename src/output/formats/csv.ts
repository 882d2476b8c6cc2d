import type { OutputFormat } from './output-format.js';

export const CSV = {
  name: 'csv',
  description: 'the findings for a spreadsheet, a line each',
  files: ['signals.csv'],
  isDefault: false,
  durable: true,
  needsEvaluation: true,
  usesEvidence: false,
  async write(run, sink) {
    const { csvHeading, csvLine } = await import('../findings/csv.js');
    const file = sink.open('signals.csv');
    file.write(csvHeading());
    for (const signal of run.signals) file.write(csvLine(signal));
  },
} as const satisfies OutputFormat;
