import { evidenceById } from '../findings/evidence-by-id.js';
import { resultsById } from '../findings/results-by-id.js';
import type { OutputFormat } from './output-format.js';

export const OCSF = {
  name: 'ocsf',
  description: 'the findings as events of OCSF, class Detection Finding, a line each',
  files: ['findings.ocsf.ndjson'],
  isDefault: false,
  durable: true,
  needsEvaluation: true,
  usesEvidence: true,
  async write(run, sink) {
    const { ocsfFinding } = await import('../findings/ocsf.js');
    const file = sink.open('findings.ocsf.ndjson');
    const resultOf = resultsById(run);
    const evidenceOf = evidenceById(run);
    for (const signal of run.signals)
      file.write(`${JSON.stringify(ocsfFinding(signal, resultOf(signal), evidenceOf(signal)))}\n`);
  },
} as const satisfies OutputFormat;
