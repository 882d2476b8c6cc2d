import type { FirstSeen } from '../../triage/investigation/investigation.js';
import { plural } from '../words.js';
import { section } from './section.js';

const MOST_ROWS = 25;

/** What was first seen, the latest last: by day where there is no beginning. @param from of the time asked for */
export function firstSeenLines({ searchedFrom, recordsBefore, values }: FirstSeen, from: number): string[] {
  const rows = values.map(
    ({ first, kind, value, count }) =>
      `${first}  ${kind} ${value}${count === 1 ? '' : ` (${plural(count, 'record')})`}`,
  );
  if (from === 0) return section('first seen, from the beginning', latest(rows), MOST_ROWS + 1);
  const against =
    recordsBefore === 0
      ? 'nothing is known of before'
      : `${plural(recordsBefore, 'record')} before, from ${searchedFrom ?? 'the beginning'}`;
  return section(`first seen in this time (${against})`, latest(rows), MOST_ROWS + 1);
}

/** The last rows, under the number of those before. */
function latest(rows: readonly string[]): string[] {
  if (rows.length <= MOST_ROWS) return [...rows];
  return [
    `         ${rows.length - MOST_ROWS} earlier ones (--json has all), then`,
    ...rows.slice(-MOST_ROWS),
  ];
}
