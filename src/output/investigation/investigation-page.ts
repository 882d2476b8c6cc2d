import type { InvestigationRun } from '../../main-thread/search/investigate.js';
import type { Counted } from '../../model/signal-evidence.js';
import { formatInstant, MAX_TIME } from '../../model/time.js';
import { VERSION } from '../../model/version.js';
import type {
  CredentialNode,
  CredentialUse,
  Investigation,
  OthersOf,
} from '../../triage/investigation/investigation.js';
import { escape, instant } from '../html-text.js';
import { plural } from '../words.js';
import { builtPart } from '../report/built-page.js';
import { pageHead } from '../report/page-head.js';
import { CHAIN_ENDS } from './chain-text.js';
import type { PageRecord } from './page-records.js';
import { timeline } from './timeline.js';

/** Rows of a table; the JSON has all. */
const MOST_ROWS = 500;

/**
 * What an investigation found as one page that needs no network and runs no script, in pieces.
 * @param records the earliest ones, by time
 */
export function* investigationPage(
  { investigation, coverage, followed, failures, leftOut, complete }: InvestigationRun,
  records: readonly PageRecord[],
): Generator<string> {
  const style = builtPart('page.css');
  const { criteria, range, records: amount, first, last } = investigation;
  const asked = criteria.map(({ kind, value }) => `${kind} ${value}`).join(', ');
  const from = range.from === 0 ? 'the beginning' : formatInstant(range.from);
  const to = range.to === MAX_TIME ? 'the end' : formatInstant(range.to);
  yield `${pageHead('Trailspike: investigation', style)}<body>
<main>
<h1>${plural(amount, 'record')} of ${escape(asked)}</h1>
<dl class="facts">
<div><dt>Asked</dt><dd>${escape(from)} to ${escape(to)} (UTC)</dd></div>
<div><dt>Found</dt><dd>${first === null || last === null ? 'No record with a time that can be read.' : `${instant(first)} to ${instant(last)}`}</dd></div>
<div><dt>Read</dt><dd>${complete ? '' : '<strong>Incomplete.</strong> '}${coverage.read.toLocaleString('en')} of ${plural(coverage.listed, 'listed object')}${failures.length === 0 ? '' : `, ${failures.length} failed`}; ${plural(followed.objects, 'more read', 'more read')} to follow credentials, addresses and secrets${leftOut === '' ? '' : `; left out: ${escape(leftOut)}`}.</dd></div>
</dl>
${timeline(investigation.hours)}
${calls(investigation)}
${recordTable(records, amount)}
${firstSeen(investigation)}
${chain(investigation)}
${sessions(investigation)}
${others('Others on these addresses', investigation.others.onAddresses, investigation.others.notFollowed.addresses)}
${others('Other readers of these secrets', investigation.others.ofItems, investigation.others.notFollowed.items)}
<h2>Values</h2>
${counted('Errors', investigation.errors)}
${counted('Callers', investigation.identities)}
${counted('Addresses', investigation.addresses)}
${counted('User agents', investigation.userAgents)}
${counted('Access keys', investigation.accessKeys)}
${counted('Secrets and parameters', investigation.items)}
${counted('Accounts', investigation.accounts)}
${counted('Regions', investigation.regions)}
</main>
<footer><p class="quiet">Trailspike ${VERSION}</p></footer>
</body>
</html>
`;
}

function calls({ calls: all }: Investigation): string {
  return table(
    'Calls',
    ['service', 'call', 'count', 'failed', 'first (UTC)', 'last (UTC)', 'meaning'],
    all.map(({ service, name, count, failed, first, last, meaning }) => [
      escape(service),
      escape(name),
      count,
      failed,
      instant(first),
      instant(last),
      escape(meaning ?? ''),
    ]),
  );
}

function recordTable(records: readonly PageRecord[], amount: number): string {
  const rows = records.map(({ time, service, name, error, caller, address, request, eventID, object }) => [
    time === 0 ? '' : instant(formatInstant(time)),
    `${escape(service)} ${escape(name)}${error === '' ? '' : ` <mark>${escape(error)}</mark>`}`,
    `<code>${escape(caller)}</code>`,
    `<code>${escape(address)}</code>`,
    `<code>${escape(request)}</code>`,
    `<code>${escape(eventID)}</code><br><span class="quiet arn">${escape(object)}</span>`,
  ]);
  const cut = records.length < amount ? `, the first ${records.length} (--records has all)` : '';
  return table(
    `Records by time${cut}`,
    ['time (UTC)', 'call', 'caller', 'address', 'request', 'event id, object'],
    rows,
    Infinity,
  );
}

function firstSeen({ firstSeen: { values, recordsBefore, searchedFrom }, range }: Investigation): string {
  const since = searchedFrom ?? 'the beginning';
  const against =
    range.from === 0
      ? 'from the beginning'
      : recordsBefore === 0
        ? 'nothing is known of before'
        : `${plural(recordsBefore, 'record')} before, from ${since}`;
  return table(
    `First seen in this time: ${against}`,
    ['first (UTC)', 'what', 'value', 'records'],
    values.map(({ first, kind, value, count }) => [
      instant(first),
      escape(kind),
      `<code>${escape(value)}</code>`,
      count,
    ]),
  );
}

/** Who issued credentials to which other. */
function chain({ chain: { roots, notFollowed } }: Investigation): string {
  const telling = roots.filter(({ issued, type }) => issued.length > 0 || type === 'AssumedRole');
  if (telling.length === 0) return '';
  const left = notFollowed.up + notFollowed.down + notFollowed.deeper;
  return `<h2>Issued credentials</h2>
<p class="quiet">Those of the records are marked.${left === 0 ? '' : ` ${plural(left, 'key')} were not followed (--depth, or more than 100 at one level).`}</p>
${tree(telling)}`;
}

function tree(nodes: readonly CredentialNode[]): string {
  if (nodes.length === 0) return '';
  const shown = nodes.slice(0, MOST_ROWS).map((node) => {
    const { name, type, accessKey, isFound, issuedBy, end, use, issued } = node;
    const by =
      issuedBy === null
        ? ''
        : `${instant(issuedBy.time)} ${escape(issuedBy.eventName)} from <code>${escape(issuedBy.address)}</code> (<code>${escape(issuedBy.eventID)}</code>): `;
    const why = end === null ? '' : escape(CHAIN_ENDS[end]);
    const shownName = `<code>${escape(name)}</code>`;
    return `<li>${by}${isFound ? `<mark>${shownName}</mark>` : shownName} ${escape(accessKey === '' ? type : accessKey)}${used(use)}${why === '' ? '' : `; ${why}`}${tree(issued)}</li>`;
  });
  const more = nodes.length > MOST_ROWS ? `<li>… and ${nodes.length - MOST_ROWS} more</li>` : '';
  return `<ul class="tree">${shown.join('\n')}${more}</ul>`;
}

function used(use: CredentialUse | null): string {
  if (use === null) return '';
  if (use.calls === 0) return ': not used';
  const from = use.addresses.map(({ value }) => escape(value)).slice(0, 3);
  const items =
    use.items.length === 0
      ? ''
      : `, ${plural(use.items.length, 'secret or parameter', 'secrets or parameters')}`;
  return `: ${plural(use.calls, 'call')}${use.failed === 0 ? '' : `, ${use.failed} failed`}, ${instant(use.first)} to ${instant(use.last)}${items}${from.length === 0 ? '' : `, from ${from.join(', ')}`}`;
}

function sessions({ sessions: all }: Investigation): string {
  return table(
    'Sessions',
    ['session', 'began (UTC)', 'multi-factor', 'calls', 'begun by'],
    all.map(({ arn, created, mfa, count, assumedBy }) => [
      `<code>${escape(arn)}</code>`,
      created === null ? 'not known' : instant(created),
      mfa === null ? 'not known' : mfa ? 'yes' : 'no',
      count,
      assumedBy === null
        ? ''
        : `${escape(assumedBy.eventName)} by <code>${escape(assumedBy.caller)}</code> from ${escape(assumedBy.address)} (<code>${escape(assumedBy.eventID)}</code>)`,
    ]),
  );
}

function others(title: string, all: readonly OthersOf[], notFollowed: number): string {
  const rows = all.flatMap(({ value, callers }) =>
    callers.map(({ identity, count, failed, first, last }) => [
      `<code>${escape(value)}</code>`,
      `<code>${escape(identity)}</code>`,
      count,
      failed,
      instant(first),
      instant(last),
    ]),
  );
  const left = notFollowed === 0 ? '' : `, without ${notFollowed} that were not looked up`;
  return table(`${title}${left}`, ['of', 'other', 'records', 'failed', 'first (UTC)', 'last (UTC)'], rows);
}

function counted(title: string, all: readonly Counted[]): string {
  const rows = all.map(({ value, count }) => [`<code>${escape(value)}</code>`, count]);
  return table(title, ['value', 'records'], rows, MOST_ROWS, false);
}

/** A table that opens; nothing where there is no row. @param rows cells: HTML, or figures */
function table(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  most = MOST_ROWS,
  isOpen = true,
): string {
  if (rows.length === 0) return '';
  const cell = (one: string | number): string =>
    typeof one === 'number' ? `<td class="figure">${one.toLocaleString('en')}</td>` : `<td>${one}</td>`;
  const body = rows.slice(0, most).map((row) => `<tr>${row.map(cell).join('')}</tr>`);
  const head = heads.map(
    (one, at) => `<th scope="col"${typeof rows[0]![at] === 'number' ? ' class="figure"' : ''}>${one}</th>`,
  );
  const more = rows.length > most ? `<p>… and ${rows.length - most} more (--json has all)</p>` : '';
  return `<details${isOpen ? ' open' : ''}><summary>${escape(title)} (${rows.length.toLocaleString('en')})</summary>
<div class="scroller" tabindex="0" role="region" aria-label="${escape(title)}"><table><thead><tr>${head.join('')}</tr></thead><tbody>
${body.join('\n')}
</tbody></table></div>${more}</details>`;
}
