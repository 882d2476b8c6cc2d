import { resultsById } from '../findings/results-by-id.js';
import type { OutputFormat } from './output-format.js';

export const ASFF = {
  name: 'asff',
  description: 'the findings for AWS Security Hub, a file for each call that imports them',
  files: ['findings-*.asff.json'],
  isDefault: false,
  durable: true,
  needsEvaluation: true,
  usesEvidence: true,
  async write(run, sink) {
    const { asffBatches } = await import('../findings/asff.js');
    for (const { accountId, region, number, text } of asffBatches(run.signals, resultsById(run))) {
      sink.open(`findings-${accountId}-${region}-${number}.asff.json`).write(text);
    }
  },
} as const satisfies OutputFormat;
