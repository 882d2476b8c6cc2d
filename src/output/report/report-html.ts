import { VERSION } from '../../model/version.js';
import { escape, instant } from '../html-text.js';
import { capitalised, plural } from '../words.js';
import { judgedText } from '../judged-text.js';
import type { RuleSummary, Summary } from '../summary.js';
import { builtPart } from './built-page.js';
import { coverageSection, notReadText } from './coverage-section.js';
import { integritySection } from './integrity-section.js';
import type { ReportData } from './report-data.js';
import { pageHead } from './page-head.js';
import { ruleTable } from './rule-table.js';
import { settingsSection } from './settings-section.js';
import { signalTable } from './signal-table.js';
import { suppressionTable } from './suppression-table.js';

/**
 * The content of `report.html`, in pieces: one page that needs no network. Its script and style sheet are part of it and
 * named by their hashes in its content security policy, so that nothing in a record can run.
 */
export function* reportHtml(data: ReportData): Generator<string> {
  const { summary, signals, isRedacted } = data;
  const [script, style] = [builtPart('page.js'), builtPart('page.css')];
  const title = plural(signals.length, 'signal');
  yield `${pageHead(`Trailspike: ${title}`, style, script)}<body>
<a class="skip" href="#signals">To the signals</a>
<header>
<h1>${escape(headingOf(summary.rules))}: ${title}</h1>
${isRedacted ? '<p class="quiet">Names are replaced by tokens, to share this page: the same name has the same token everywhere in it.</p>\n' : ''}</header>
<main>
${facts(summary)}
${summary.warnings.map((warning) => `<p class="warning">${escape(warning)}</p>`).join('\n')}
<section id="overview" aria-label="The organisation over time"></section>
<h2 id="signals-heading">Signals</h2>
${nothingText(summary)}
<section id="signals" aria-labelledby="signals-heading"></section>
<noscript>
<p>Charts, evidence and commands need JavaScript, which is switched off here; the same is in evidence.ndjson and activity.ndjson.</p>
`;
  yield* signalTable(data);
  yield `</noscript>
${ruleTable(summary.rules)}
`;
  yield* suppressionTable(summary.suppressions, signals);
  yield coverageSection(summary);
  yield integritySection(summary);
  yield `<h2>Latency</h2>
<section id="latency" aria-label="Latency of each stage"></section>
${latencyTable(summary)}
${settingsSection(summary)}
</main>
<footer><p class="quiet">Trailspike ${VERSION}</p></footer>
<p id="said" class="unseen" role="status"></p>
<script type="application/json" id="data">`;
  yield* embedded(data);
  yield `</script>
<script>${script.text}</script>
</body>
</html>
`;
}

/** What was asked, what was read, what was not, and what came out. */
function facts(summary: Summary): string {
  const { coverage, range, sources, rules, complete, evaluated, infoSignals } = summary;
  const { event } = rules[0]!.counts;
  const many = rules.every((rule) => rule.counts.event.many === event.many) ? event.many : 'events';
  const time =
    range.from === null || range.to === null
      ? 'All time'
      : `${instant(range.from)} to ${instant(range.to)} UTC`;
  const names = rules.map(({ name }) => escape(name)).join('; ');
  const found = `<strong>${coverage.retrievals.toLocaleString('en')}</strong> ${escape(many)} and ${coverage.failures.toLocaleString('en')} failed ones by ${plural(coverage.identities, 'identity', 'identities')}.`;
  const info =
    infoSignals === 0
      ? ''
      : ` ${plural(infoSignals, 'more signal discloses', 'more signals disclose')} nothing new and ${infoSignals === 1 ? 'is' : 'are'} not shown (--show-info).`;
  const judged = evaluated
    ? `${escape(capitalised(judgedText(summary.judged, many)))}.`
    : 'Nothing was evaluated.';
  const entries = [
    [
      'Asked',
      `${names}. ${time}${sources.length === 0 ? '' : `, in ${sources.map((one) => `<code>${escape(one)}</code>`).join(', ')}`}.`,
    ],
    [
      'Read',
      `<strong>${coverage.decoded.toLocaleString('en')}</strong> of ${plural(coverage.listed, 'object')}, ${megabytes(coverage.bytes)}${coverage.alreadyProcessed === 0 ? '' : `, ${coverage.alreadyProcessed.toLocaleString('en')} of them by earlier runs`}. ${found}`,
    ],
    ['Not read', `${complete ? '' : '<strong>Incomplete.</strong> '}${notReadText(coverage)}`],
    ['Judged', `${judged}${info}`],
  ];
  return `<dl class="facts">${entries.map(([name, text]) => `<div><dt>${name}</dt><dd>${text}</dd></div>`).join('\n')}</dl>`;
}

function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Of one rule: what it is about; of several: how many. */
function headingOf([first, ...more]: readonly RuleSummary[]): string {
  if (more.length > 0) return `${more.length + 1} rules`;
  const { item, event, family } = first!.counts;
  return family === null ? `Anomalous ${event.many}` : `Anomalous ${item.one} ${event.one}`;
}

function nothingText({ signals, coverage, rules: [first, ...more] }: Summary): string {
  if (signals > 0 || coverage.retrievals + coverage.failures === 0) return '';
  const why = 'in a way that its own history and the absolute priors do not explain.';
  const { item, event, family } = first!.counts;
  const what =
    more.length > 0 || family === null
      ? `No identity caused ${more.length > 0 ? 'events' : event.many}`
      : `No identity retrieved ${item.many}`;
  return `<p>${escape(`${what} ${why}`)}</p>`;
}

function latencyTable({ latency }: Summary): string {
  const rows = Object.entries(latency).map(([stage, { unit, count, mean, p50, p90, p99, p999, max }]) => {
    const cells = [stage, unit === 'us' ? 'µs' : 's', count, mean, p50, p90, p99, p999, max];
    return `<tr>${cells.map((cell, at) => `<td${at < 2 ? '' : ' class="figure"'}>${typeof cell === 'number' ? cell.toLocaleString('en') : escape(cell)}</td>`).join('')}</tr>`;
  });
  const titles = ['stage', 'unit', 'count', 'mean', '50 %', '90 %', '99 %', '99.9 %', 'max'];
  return `<div class="scroller" tabindex="0" role="region" aria-label="Latency figures"><table><caption>Latency of each stage</caption>
<thead><tr>${titles.map((title, at) => `<th scope="col"${at < 2 ? '' : ' class="figure"'}>${title}</th>`).join('')}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div>`;
}

/** The data as JSON, in which nothing can end the element that holds it. */
function* embedded({
  summary,
  signals,
  evidence,
  activity,
  latency,
  isRedacted,
}: ReportData): Generator<string> {
  yield `{"summary":${json(summary)},"isRedacted":${isRedacted},"latency":${json(latency)}`;
  for (const [name, list] of Object.entries({ signals, evidence, activity })) {
    yield `,"${name}":[`;
    for (const [index, one] of list.entries()) yield `${index === 0 ? '' : ',\n'}${json(one)}`;
    yield ']';
  }
  yield '}';
}

function json(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
