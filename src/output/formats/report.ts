import type { OutputFormat } from './output-format.js';

export const REPORT = {
  name: 'report',
  description: 'the findings and the coverage as one HTML page',
  files: ['report.html'],
  isDefault: true,
  durable: true,
  needsEvaluation: true,
  usesEvidence: true,
  async write(run, sink, { args }) {
    const [{ reportHtml }, { reportOfRun }] = await Promise.all([
      import('../report/report-html.js'),
      import('../report/report-of-run.js'),
    ]);
    const file = sink.open('report.html');
    for (const part of reportHtml(await reportOfRun(run, args))) file.write(part);
  },
} as const satisfies OutputFormat;
