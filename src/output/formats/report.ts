import type { OutputFormat } from './output-format.js';

export const REPORT = {
  name: 'report',
  description: 'the findings and the coverage as one HTML page',
  files: ['report.html'],
  isDefault: true,
  durable: true,
  needsEvaluation: true,
  async write(run, sink) {
    const { reportHtml } = await import('../report/report-html.js');
    const file = sink.open('report.html');
    for (const part of reportHtml(run)) file.write(part);
  },
} as const satisfies OutputFormat;
