import { escape, instant } from '../html-text.js';
import { signalSentence } from '../signal-sentence.js';
import type { ReportData } from './report-data.js';

/** More than this needs the files. */
const MOST = 200;

/** The most severe signals as a table, for browsers that run no script. */
export function* signalTable({ signals, evidence, summary }: ReportData): Generator<string> {
  if (signals.length === 0) return;
  const words = new Map(summary.rules.map(({ id, counts }) => [id, counts]));
  const known = new Map(evidence.map((one) => [one.signal, one]));
  yield '<table><thead><tr><th scope="col">severity</th><th scope="col">start (UTC)</th><th scope="col">identity</th><th scope="col">why</th></tr></thead><tbody>\n';
  for (const signal of signals.slice(0, MOST)) {
    const sentence = signalSentence(signal, words.get(signal.rule.id)!, known.get(signal.id));
    const status = signal.suppressed === null ? signal.status : `suppressed by ${signal.suppressed.by}`;
    yield `<tr><td>${escape(status)}</td><td>${instant(signal.start)}</td><td><code>${escape(signal.identity.key)}</code></td><td>${escape(sentence)}</td></tr>\n`;
  }
  yield '</tbody></table>\n';
  if (signals.length > MOST)
    yield `<p>The first ${MOST} of ${signals.length}; signals.ndjson has all of them.</p>\n`;
}
