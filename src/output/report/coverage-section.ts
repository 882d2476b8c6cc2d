import { escape } from '../html-text.js';
import { capitalised, plural } from '../words.js';
import type { Summary } from '../summary.js';

type Coverage = Summary['coverage'];

/** Failed objects beyond so many are in `summary.json`. */
const MOST_FAILURES = 100;

/** What was not read, in a sentence. */
export function notReadText({ failedTotal, skippedTotal, foldersNotEntered, dropped }: Coverage): string {
  const folders = sum(foldersNotEntered);
  const records = sum(dropped);
  const parts = [
    failedTotal > 0 && `${plural(failedTotal, 'object')} that could not be read or decoded`,
    skippedTotal > 0 &&
      `${plural(skippedTotal, 'object')} that ${skippedTotal === 1 ? 'was' : 'were'} not wanted`,
    folders > 0 && `${plural(folders, 'folder')} not entered`,
    records > 0 && `${plural(records, 'record')} that matched and could not be counted`,
  ].filter((part) => part !== false);
  return parts.length === 0
    ? 'Nothing was left out.'
    : `${capitalised(parts.join('; '))}. Details are under <a href="#coverage">Coverage</a>.`;
}

/** Every object that was listed: decoded, failed or skipped, with the reasons. */
export function coverageSection({ coverage, notes, failedObjects }: Summary): string {
  return `<h2 id="coverage">Coverage</h2>
<p>${plural(coverage.listed, 'object')} listed = ${coverage.decoded} decoded + ${coverage.failedTotal} failed + ${coverage.skippedTotal} skipped.</p>
${understood(coverage)}
${reasons('Failed', coverage.failed)}
${reasons('Skipped', coverage.skipped)}
${reasons('Folders not entered', coverage.foldersNotEntered)}
${notes.map((note) => `<p>${escape(capitalised(note))}.</p>`).join('\n')}
${reasons('Records that matched and could not be counted', coverage.dropped)}
${failures(failedObjects)}
`;
}

function sum(counts: Readonly<Record<string, number | undefined>>): number {
  return Object.values(counts).reduce<number>((total, amount) => total + (amount ?? 0), 0);
}

function reasons(title: string, counts: Readonly<Record<string, number | undefined>>): string {
  const entries = Object.entries(counts).filter(([, amount]) => amount !== undefined);
  if (entries.length === 0) return '';
  return `<p>${title}: ${entries.map(([reason, amount]) => `${escape(reason)} ${String(amount)}`).join(', ')}.</p>`;
}

function failures(objects: Summary['failedObjects']): string {
  if (objects.length === 0) return '';
  const items = objects
    .slice(0, MOST_FAILURES)
    .map(
      ({ uri, reason, detail }) =>
        `<li><code>${escape(uri)}</code>: ${escape(reason)}, ${escape(detail)}</li>`,
    );
  return `<details><summary>Failed objects${objects.length > MOST_FAILURES ? `, the first ${MOST_FAILURES}` : ''}</summary><ol>${items.join('')}</ol></details>`;
}

/** Nothing where every decoded object had records, and nothing else. */
function understood({ understoodObjects, decoded, unknown }: Coverage): string {
  if (understoodObjects >= decoded && unknown === 0) return '';
  const others =
    unknown === 0 ? '' : ` Values that mention what the rules look for and hold no record: ${unknown}.`;
  return `<p>Records of CloudTrail were found in ${plural(understoodObjects, 'object')}.${others}</p>`;
}
