import { isObject } from '../../base/json-values.js';
import { parseEvent } from '../../decode/cloudtrail/api-event.js';
import { ALL_TIME, type TimeRange } from '../../model/time.js';
import type { Follower, Lookup } from '../../triage/search/lookup.js';
import { deliveredFor, joinedWindows } from './evidence-windows.js';
import type { Searcher } from './searcher.js';

/** Lookups in one search. With more needles than 256, records are found by the slow decoder. */
const MOST_AT_ONCE = 250;

interface Wanted {
  readonly follower: Follower;
  readonly lookup: Lookup;
}

/**
 * Runs some followers until none wants more: what they want in a round is searched for at once, in the objects that can
 * have any of it.
 * @returns how many searches it took
 */
export async function follow(followers: readonly Follower[], searcher: Searcher): Promise<number> {
  let searches = 0;
  for (;;) {
    const wanted = followers.flatMap((follower) => follower.next().map((lookup) => ({ follower, lookup })));
    if (wanted.length === 0) return searches;
    // Those that read the most are together.
    wanted.sort((a, b) => lengthOf(b.lookup.range) - lengthOf(a.lookup.range));
    for (let at = 0; at < wanted.length; at += MOST_AT_ONCE) {
      await search(wanted.slice(at, at + MOST_AT_ONCE), searcher);
      searches++;
    }
  }
}

async function search(wanted: readonly Wanted[], searcher: Searcher): Promise<void> {
  const lookups = wanted.map(({ lookup }) => lookup);
  const windows = lookups.map(({ accounts, regions, range, slack }) => ({
    accounts,
    regions,
    delivered: deliveredFor(range, slack),
  }));
  const plan = { delivered: ALL_TIME, accounts: [], regions: [], windows: joinedWindows(windows) };
  await searcher.run({ kind: 'matching', targets: lookups }, plan, ({ targets, bytes }, { uri }) => {
    const record: unknown = JSON.parse(Buffer.from(bytes).toString());
    if (!isObject(record)) return;
    const event = parseEvent(record);
    for (const target of targets) {
      const { follower, lookup } = wanted[target]!;
      follower.take(lookup, event, uri);
    }
  });
}

function lengthOf({ from, to }: TimeRange): number {
  return to - from;
}
