import { evidenceById } from '../findings/evidence-by-id.js';
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
    const batches = asffBatches(run.signals, resultsById(run), evidenceById(run));
    for (const { accountId, region, number, text } of batches) {
      sink.open(`findings-${accountId}-${region}-${number}.asff.json`).write(text);
    }
  },
} as const satisfies OutputFormat;
