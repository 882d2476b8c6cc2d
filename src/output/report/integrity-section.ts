import type { IntegrityKind } from '../../model/integrity.js';
import { parseInstant } from '../../model/time.js';
import { missedText } from '../gap-text.js';
import { escape, instant } from '../html-text.js';
import { integrityText } from '../integrity-text.js';
import type { Summary } from '../summary.js';
import { capitalised, plural } from '../words.js';

/** Gaps beyond so many are in `summary.json` and `integrity.ndjson`. */
const MOST_GAPS = 200;

/** What each kind of finding is about, in the words of the page. */
const FOUND: Readonly<Record<IntegrityKind, string>> = {
  missingLog: 'logs missing: a digest names them',
  alteredLog: 'logs altered',
  addedLog: 'logs added: no digest names them',
  missingDigest: 'digests missing',
  alteredDigest: 'digests altered',
  badSignature: 'digests whose signature does not fit',
  unknownKey: 'digests signed by an unknown key',
  movedDigest: 'digests written to another place',
  brokenLink: 'digests that do not follow the one before',
  malformedDigest: 'digests that cannot be read',
  hoursWithoutDigest: 'times without a digest: nothing says what was delivered, or whether anything was',
};

/** What `--verify` checked and found, and which hours were not seen. */
export function integritySection({ integrity, gaps, signals }: Summary): string {
  return `<h2 id="integrity">Integrity and gaps</h2>
${integrity === null ? "<p>CloudTrail's digests were not checked, so nothing says whether the trail is whole (--verify does).</p>" : checked(integrity)}
${gapTable(gaps, signals)}
`;
}

type Checked = NonNullable<Summary['integrity']>;

function checked(integrity: Checked): string {
  const { digests, logs, found, findings } = integrity;
  const rows: readonly (readonly [string, number])[] = [
    ['logs that digests name', logs.named],
    ['logs verified: their hash is in a digest whose signature fits', logs.verified],
    ['logs whose hash is in a digest whose signature was not checked', logs.unproven],
    ['logs that could not be read', logs.unread],
    ['logs of the last hours, which no digest names yet', logs.recent],
    ['logs of hours without a digest', logs.withoutDigest],
    ['digests read', digests.read],
    ['digests whose signature fits', digests.signed],
    ['digests whose signature could not be checked', digests.unchecked],
    ['first digests of a chain', digests.starting],
    ['backfill digests', digests.backfill],
    ...(Object.entries(FOUND) as [IntegrityKind, string][]).map(
      ([kind, text]) => [text, found[kind] ?? 0] as const,
    ),
  ];
  const list = findings.map(
    ({ kind, uri, from, to, detail }) =>
      `<li>${escape(kind)} <code>${escape(uri)}</code>, ${instant(from)} to ${instant(to)}: ${escape(detail)}</li>`,
  );
  const total = Object.values(found).reduce((sum, amount) => sum + amount, 0);
  const first = total > findings.length ? `, the first ${findings.length}` : '';
  const details =
    findings.length === 0
      ? ''
      : `<details><summary>${plural(total, 'finding')}${first}</summary><ol>${list.join('')}</ol></details>`;
  return `<p${integrity.intact ? '' : ' class="warning"'}>${escape(capitalised(integrityText(integrity)))}.</p>
<div class="scroller" tabindex="0" role="region" aria-label="What was verified"><table><caption>What was verified</caption><tbody>
${rows
  .filter(([, amount], index) => amount > 0 || index < 2)
  .map(
    ([text, amount]) =>
      `<tr><th scope="row">${escape(text)}</th><td class="figure">${amount.toLocaleString('en')}</td></tr>`,
  )
  .join('\n')}
</tbody></table></div>
${details}`;
}

function gapTable({ total, list }: Summary['gaps'], signals: number): string {
  if (total === 0) return '<p>No gap is known.</p>';
  const shown = list.slice(0, MOST_GAPS);
  const rows = shown.map((gap) => {
    const hours = ((parseInstant(gap.to) ?? 0) - (parseInstant(gap.from) ?? 0)) / 3600;
    const cells = [
      instant(gap.from),
      instant(gap.to),
      `<span class="figure">${hours}</span>`,
      escape(gap.account),
      escape(gap.region),
      escape(missedText(gap)),
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const titles = ['from (UTC)', 'to', 'hours', 'account', 'region', 'what was not seen'];
  const cut = total > shown.length ? ` The first ${shown.length} are listed.` : '';
  return `<p>${plural(total, 'gap')}: quiet there does not mean quiet.${signals > 0 ? ' Signals near one say so.' : ''}${cut}</p>
<div class="scroller" tabindex="0" role="region" aria-label="Gaps"><table><thead><tr>${titles.map((title) => `<th scope="col">${title}</th>`).join('')}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div>`;
}
