import { hashNumber } from '../../base/hash-number.js';
import { DAY } from '../../model/time.js';
import type { AnalysisInput } from '../analysis.js';
import { birthsBefore } from '../disclosure/explanations.js';
import { SETTLED } from '../established.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import { mainSessionSpan } from '../series/main-session-span.js';

/** A person looks at so many items within a day … */
const LEAST = 25;
/** … and at so many times as many as within any day before. */
const FACTOR = 2;

/** A first look at an item that the person had not read before, and did not read on that day. */
interface Look {
  readonly time: number;
  readonly session: number;
}

/**
 * Days on which a person looks at many secrets (`DescribeSecret`) without reading them, as one who chooses what to take. Programs
 * that manage secrets, and tools that take stock of them, do nothing else, so only people are judged. There is no p-value.
 */
export function findLooks({ roleGroup, disclosure, period, rule }: AnalysisInput): Finding[] {
  if (!roleGroup.isPerson) return [];
  const looks = looksOf({ roleGroup, disclosure });
  const findings: Finding[] = [];
  let most = 0;
  let low = 0;
  for (let high = 0; high < looks.length; high++) {
    while (looks[high]!.time - looks[low]!.time > DAY) most = Math.max(most, high - low++);
    const next = looks[high + 1];
    const count = high + 1 - low;
    if (next !== undefined && next.time - looks[low]!.time <= DAY) continue;
    if (count < LEAST || count < FACTOR * most) continue;
    const window = looks.slice(low, high + 1).map(({ session, time }) => ({
      session,
      bucket: Math.floor(time / rule.bucketDuration),
    }));
    findings.push({
      ...mainSessionSpan(window, period.maxSignal),
      result: { kind: 'attempts', windowSeconds: DAY, observed: count, upperBound: most, pValue: null },
      severity: FIRST_CASE,
    });
    most = Math.max(most, count);
    low = high + 1;
  }
  return findings;
}

function looksOf({ roleGroup, disclosure }: Pick<AnalysisInput, 'roleGroup' | 'disclosure'>): Look[] {
  const read = new Map(roleGroup.items.map(({ id, time }) => [id, time]));
  const first = new Map<number, Look>();
  for (const [session, view] of roleGroup.views.entries()) {
    const { hi, lo, time } = view.contextItems('description');
    for (let at = 0; at < time.length; at++) {
      const item = hashNumber(hi[at]!, lo[at]!);
      const look = { time: time[at]!, session };
      if (look.time < (first.get(item)?.time ?? Infinity)) first.set(item, look);
    }
  }
  const from = roleGroup.began + SETTLED;
  return [...first]
    .filter(
      ([item, { time }]) =>
        time >= from &&
        time < roleGroup.end &&
        (read.get(item) ?? Infinity) > time + DAY &&
        birthsBefore(disclosure.organisation, item, time).length === 0,
    )
    .map(([, look]) => look)
    .sort((a, b) => a.time - b.time || a.session - b.session);
}
