import type { OutputFormat } from './output-format.js';

export const ACTIVITY = {
  name: 'activity',
  description: 'what was counted over time, for charts, a line of JSON each',
  files: ['activity.ndjson'],
  isDefault: true,
  durable: true,
  needsEvaluation: true,
  usesEvidence: false,
  async write(run, sink) {
    const file = sink.open('activity.ndjson');
    for (const one of await run.activity()) file.write(`${JSON.stringify(one)}\n`);
  },
} as const satisfies OutputFormat;
