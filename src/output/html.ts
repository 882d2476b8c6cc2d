import { type Counts, total } from '../model/coverage.js';
import type { AnalysisResult, Signal } from '../model/signal.js';
import type { SuppressionUse } from '../rule/suppression/suppression.js';
import { formatInstant } from '../model/time.js';
import { VERSION } from '../model/version.js';
import type { RunResult } from '../main-thread/result.js';
import { judgedText } from './judged-text.js';
import { printable } from './table.js';

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .4rem 0; }
code { overflow-wrap: anywhere; }
ul, ol { margin: .3rem 0; padding-left: 1.2rem; }
li { break-inside: avoid; }
summary { cursor: pointer; }
.warning { border-left: 4px solid #c80; padding: .3rem .8rem; }
article { border: 1px solid #8886; border-radius: 6px; padding: .7rem 1rem; margin: .8rem 0; }
h3 { font-size: 1rem; margin: 0; }
h3 b { color: #fff; background: #57606a; border-radius: 4px; padding: .1rem .5rem; margin-right: .4rem; }
.critical b { background: #7d0d2a; } .high b { background: #b3261e; } .medium b { background: #9a6700; }
dl { display: flex; flex-wrap: wrap; gap: .3rem 2rem; margin: .5rem 0; }
dt { font-size: .8rem; opacity: .75; }
dd { margin: 0; font-size: 1.2rem; font-variant-numeric: tabular-nums; }
.secrets { columns: 24rem; }
table { border-collapse: collapse; } th, td { border: 1px solid #8886; padding: .3rem .6rem; text-align: left; vertical-align: top; }
mark { color: inherit; background: #c804; font-size: .8rem; padding: 0 .3rem; border-radius: 3px; }
`;

/** At most so many signals are shown. */
const MOST_SIGNALS = 1000;
/** At most so many signals are listed with the suppression that marked them. */
const MOST_MARKED = 100;

/** The content of `report.html`, in pieces: one page that needs no network and no script. */
export function* reportHtml(run: RunResult): Generator<string> {
  const { coverage, totals, range, signals } = run;
  const title = plural(signals.length, 'signal');
  yield `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Trailspike: ${title}</title>
<style>${STYLE}</style>
<h1>Anomalous ${run.noun.one} retrieval: ${title}</h1>
${totals.cells === 0 ? '' : `<p>Evaluated: ${instant(formatInstant(range.from))} to ${instant(formatInstant(range.to))} UTC.</p>`}
${run.warnings.map((warning) => `<p class="warning">${escape(warning)}</p>`).join('\n')}
`;
  if (signals.length === 0 && totals.cells > 0) {
    yield `<p>No identity retrieved ${run.noun.many} in a way that its own history and the absolute priors do not explain.</p>\n`;
  }
  if (run.evaluated) yield `<p>${escape(capitalised(judgedText(run.judged)))}.</p>\n`;
  if (run.infoSignals > 0) {
    yield `<p>${plural(run.infoSignals, 'more signal discloses', 'more signals disclose')} nothing new and ${run.infoSignals === 1 ? 'is' : 'are'} not shown (--show-info).</p>\n`;
  }
  for (const signal of signals.slice(0, MOST_SIGNALS)) yield `${signalCard(signal, run.noun)}\n`;
  if (signals.length > MOST_SIGNALS) {
    yield `<p>… and ${signals.length - MOST_SIGNALS} more; signals.ndjson (--format signals) has all of them.</p>\n`;
  }
  yield* suppressionTable(run.suppressions, signals);
  yield `<h2>Coverage</h2>
<p>${plural(coverage.listed, 'object')} listed = ${coverage.decoded} decoded + ${total(coverage.failed)} failed + ${total(coverage.skipped)} skipped.
${plural(totals.retrievals, 'retrieval')} and ${totals.failures} failed ones by ${plural(totals.identities, 'identity', 'identities')}.</p>
${reasons('Failed', coverage.failed)}
${reasons('Skipped', coverage.skipped)}
${reasons('Records that matched and could not be counted', coverage.dropped)}
${understood(coverage)}
${failedObjects(run)}
<p><small>Trailspike ${VERSION}</small></p>
</html>
`;
}

/** Nothing where every decoded object had records, and nothing else. */
function understood({ understoodObjects, decoded, unknown }: RunResult['coverage']): string {
  if (understoodObjects >= decoded && unknown === 0) return '';
  const others =
    unknown === 0 ? '' : ` Values that mention what the rule looks for and hold no record: ${unknown}.`;
  return `<p>Records of CloudTrail were found in ${plural(understoodObjects, 'object')}.${others}</p>`;
}

function signalCard(signal: Signal, noun: RunResult['noun']): string {
  const { observed, identity, evidence } = signal;
  const status = signal.suppressed === null ? signal.status : 'suppressed';
  const about = signal.estimated ? '≈ ' : '';
  const figures = [
    ['retrievals', `${about}${observed.retrievals}`],
    [`different ${noun.many}`, `${about}${observed.distinctSecrets}`],
    ['new to it', observed.newSecrets],
    ['failed attempts', observed.failures],
  ] as const;
  return `<article class="${escape(status)}">
<h3><b>${escape(status)}</b> <code>${escape(identity.key)}</code></h3>
<p>${instant(signal.start)} to ${instant(signal.end)} UTC</p>
${whole(signal)}
<dl>${figures.map(([name, figure]) => `<div><dt>${name}</dt><dd>${figure}</dd></div>`).join('')}</dl>
<ul>${signal.analyses.map((one) => `<li>${analysisText(one)}</li>`).join('')}</ul>
${signal.suppressed === null ? '' : `<p>Suppressed by ${escape(signal.suppressed.by)}.</p>`}
${evidence.newOrigins.length === 0 ? '' : `<p>First seen from: ${evidence.newOrigins.map((origin) => `<code>${escape(origin)}</code>`).join(', ')}</p>`}
${itemList(signal, noun)}
</article>`;
}

/** Why it has its status, and all identities if it is about several. */
function whole({ reasons: why, identities }: Signal): string {
  const because = why.length === 0 ? '' : `<p>${escape(why.join('; '))}.</p>`;
  if (identities.length < 2) return because;
  return `${because}<ul>${identities.map((key) => `<li><code>${escape(key)}</code></li>`).join('')}</ul>`;
}

function analysisText({ kind, windowSeconds, observed, upperBound, pValue }: AnalysisResult): string {
  return `${kind}: ${observed} in ${windowSeconds / 60} minutes, upper bound ${upperBound} (${probability(pValue)})`;
}

function probability(pValue: number | null): string {
  if (pValue === null) return 'a fixed bound, no p-value';
  return pValue === 0 ? 'p below 1e-300' : `p = ${pValue.toExponential(1)}`;
}

/** Every suppression, with its counts and the signals that it marked. */
function* suppressionTable(uses: readonly SuppressionUse[], signals: readonly Signal[]): Generator<string> {
  if (uses.length === 0) return;
  yield `<h2>Suppressions</h2>
<table><thead><tr><th>name</th><th>applies</th><th>events left out</th><th>signals matched</th><th>signals marked</th></tr></thead><tbody>
`;
  for (const { name, enabled, forThisRule, excludedEvents, suppressedSignals } of uses) {
    const applies = !enabled ? 'disabled' : forThisRule ? 'yes' : 'not to this rule';
    const marked = signals.filter(({ suppressed }) => suppressed?.by === name);
    const cells = [escape(name), applies, excludedEvents, suppressedSignals, markedList(marked)];
    yield `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>\n`;
  }
  yield '</tbody></table>\n';
}

function markedList(marked: readonly Signal[]): string {
  if (marked.length === 0) return '0';
  const items = marked
    .slice(0, MOST_MARKED)
    .map(({ start, identity }) => `<li>${instant(start)} <code>${escape(identity.key)}</code></li>`);
  const cut = marked.length > MOST_MARKED ? `, the first ${MOST_MARKED}` : '';
  return `<details><summary>${marked.length}${cut}</summary><ul>${items.join('')}</ul></details>`;
}

function itemList({ evidence, observed }: Signal, noun: RunResult['noun']): string {
  if (evidence.secrets.length === 0) return '';
  const fresh = new Set(evidence.newSecrets);
  const items = evidence.secrets.map(
    (secret) => `<li><code>${escape(secret)}</code>${fresh.has(secret) ? ' <mark>new</mark>' : ''}</li>`,
  );
  const cut = evidence.secrets.length < observed.distinctSecrets ? `, ${evidence.secrets.length} shown` : '';
  const title = `${plural(observed.distinctSecrets, noun.one, noun.many)}, ${observed.newSecrets} new${cut}`;
  return `<details><summary>${title}</summary><ul class="secrets">${items.join('')}</ul></details>`;
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

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** `2026-03-01T12:00:05Z` as `2026-03-01 12:00:05`. */
function instant(text: string): string {
  return `<time datetime="${escape(text)}">${escape(text.replace('T', ' ').replace('Z', ''))}</time>`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function plural(amount: number, one: string, more = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : more}`;
}

/** Escapes a text. It may come from a record, which an attacker may have written. */
function escape(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
