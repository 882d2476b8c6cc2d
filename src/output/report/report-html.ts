import type { RuleResult, RunResult } from '../../main-thread/result.js';
import { type Counts, total } from '../../model/coverage.js';
import { formatInstant } from '../../model/time.js';
import { VERSION } from '../../model/version.js';
import { countedOf } from '../counted-events.js';
import { judgedText } from '../judged-text.js';
import { capitalised, escape, instant, plural } from './html-text.js';
import { ruleTable } from './rule-table.js';
import { signalCard } from './signal-card.js';
import { STYLE } from './style.js';
import { suppressionTable } from './suppression-table.js';

/** At most so many signals are shown. */
const MOST_SIGNALS = 1000;

/** The content of `report.html`, in pieces: one page that needs no network and no script. */
export function* reportHtml(run: RunResult): Generator<string> {
  const { coverage, totals, range, signals, rules } = run;
  const title = plural(signals.length, 'signal');
  const of = new Map(rules.map(({ rule }, index) => [rule.id, index]));
  yield `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Trailspike: ${title}</title>
<style>${STYLE}</style>
<h1>${escape(headingOf(rules))}: ${title}</h1>
${totals.cells === 0 ? '' : `<p>Evaluated: ${instant(formatInstant(range.from))} to ${instant(formatInstant(range.to))} UTC.</p>`}
${run.warnings.map((warning) => `<p class="warning">${escape(warning)}</p>`).join('\n')}
`;
  if (signals.length === 0 && totals.cells > 0) {
    yield `<p>${escape(nothingFound(rules))}</p>\n`;
  }
  if (run.evaluated)
    yield `<p>${escape(capitalised(judgedText(run.judged, countedOf(run.rules).many)))}.</p>\n`;
  if (run.infoSignals > 0) {
    yield `<p>${plural(run.infoSignals, 'more signal discloses', 'more signals disclose')} nothing new and ${run.infoSignals === 1 ? 'is' : 'are'} not shown (--show-info).</p>\n`;
  }
  yield ruleTable(rules);
  for (const signal of signals.slice(0, MOST_SIGNALS)) {
    const index = of.get(signal.rule.id)!;
    yield `${signalCard(signal, rules[index]!, index)}\n`;
  }
  if (signals.length > MOST_SIGNALS) {
    yield `<p>… and ${signals.length - MOST_SIGNALS} more; signals.ndjson (--format signals) has all of them.</p>\n`;
  }
  yield* suppressionTable(run.suppressions, signals);
  yield `<h2>Coverage</h2>
<p>${plural(coverage.listed, 'object')} listed = ${coverage.decoded} decoded + ${total(coverage.failed)} failed + ${total(coverage.skipped)} skipped.
${plural(totals.retrievals, countedOf(rules).one, countedOf(rules).many)} and ${totals.failures} failed ones by ${plural(totals.identities, 'identity', 'identities')}.</p>
${understood(coverage)}
${reasons('Failed', coverage.failed)}
${reasons('Skipped', coverage.skipped)}
${reasons('Folders not entered', coverage.foldersNotEntered)}
${run.notes.map((note) => `<p>${escape(capitalised(note))}.</p>`).join('\n')}
${reasons('Records that matched and could not be counted', coverage.dropped)}
${failedObjects(run)}
<p><small>Trailspike ${VERSION}</small></p>
</html>
`;
}

/** Of one rule: what it is about; of several: how many. */
function headingOf([first, ...more]: readonly RuleResult[]): string {
  if (more.length > 0) return `${more.length + 1} rules`;
  const { noun, event, retrievals } = first!.subject;
  return retrievals.length === 0 ? `Anomalous ${event.many}` : `Anomalous ${noun.one} ${event.one}`;
}

function nothingFound([first, ...more]: readonly RuleResult[]): string {
  const why = 'in a way that its own history and the absolute priors do not explain.';
  const { noun, event, retrievals } = first!.subject;
  return more.length > 0 || retrievals.length === 0
    ? `No identity caused ${more.length > 0 ? 'events' : event.many} ${why}`
    : `No identity retrieved ${noun.many} ${why}`;
}

function reasons(title: string, counts: Readonly<Counts<string>>): string {
  const entries = Object.entries(counts).filter(([, amount]) => amount !== undefined);
  if (entries.length === 0) return '';
  return `<p>${title}: ${entries.map(([reason, amount]) => `${escape(reason)} ${String(amount)}`).join(', ')}.</p>`;
}

function failedObjects(run: RunResult): string {
  if (run.failures.length === 0) return '';
  const items = run.failures
    .slice(0, 100)
    .map(
      ({ uri, reason, detail }) =>
        `<li><code>${escape(uri)}</code>: ${escape(reason)}, ${escape(detail)}</li>`,
    );
  return `<details><summary>Failed objects${run.failures.length > 100 ? ', the first 100' : ''}</summary><ol>${items.join('')}</ol></details>`;
}

/** Nothing where every decoded object had records, and nothing else. */
function understood({ understoodObjects, decoded, unknown }: RunResult['coverage']): string {
  if (understoodObjects >= decoded && unknown === 0) return '';
  const others =
    unknown === 0 ? '' : ` Values that mention what the rules look for and hold no record: ${unknown}.`;
  return `<p>Records of CloudTrail were found in ${plural(understoodObjects, 'object')}.${others}</p>`;
}
