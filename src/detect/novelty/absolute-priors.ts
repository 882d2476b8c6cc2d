import { lowerBound } from '../../base/lower-bound.js';
import { DAY, HOUR, MINUTE } from '../../model/time.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import { EARLY } from '../established.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import { placeOf } from '../organisation/names.js';
import type { BucketPeriod } from '../period.js';
import type { FirstSeenItem } from '../role-group/first-seen-items.js';
import { mostFrequent } from '../most-frequent.js';
import { itemsWithEvidence } from './evidence.js';
import { isWork } from './work.js';

/** Lengths of the windows in seconds. */
const WINDOWS = [30 * MINUTE, 6 * HOUR, DAY] as const;

/** So many first-seen items in a window are a finding for every role group. */
const MANY = 100;
/** So many are one if they lie in as many different places as `PLACES`. */
const MANY_PLACES = 30;
const PLACES = 5;
/** So many are one if they belong to others, to at least `OWNERS` of them. */
const OF_OTHERS = 20;
const OWNERS = 4;
const PLACES_OF_OTHERS = 3;
/** Fewer are enough if they have more owners. */
const OF_MANY_OTHERS = 15;
const MANY_OWNERS = 8;
/** For a person so many are one, or so many within ten minutes, more of them in the first days of the data. */
const OF_A_PERSON = 20;
const FAST_OF_A_PERSON = 15;
const FAST_OF_A_PERSON_EARLY = 18;
const FAST = 10 * MINUTE;
/** For a service all of the above, but for the first, is only much in a window of at most so many seconds, … */
const FAST_WINDOW = 30 * MINUTE;
/** … or so many times as much in one of so many seconds. */
const SLOW_WINDOW = 6 * HOUR;
const SLOW_FACTOR = 2;
/** So many are much in any window for a role that is only used in an emergency. */
const IN_AN_EMERGENCY = 5;
/** What was read regularly before the data begins looks new in its first days, so more is needed of services, … */
const EARLY_FACTOR = 2;
/** … unless they were active on so many days before. */
const KNOWN_DAYS = 3;

/**
 * What a role group reads for the first time, judged by absolute priors: how many items, how fast, whose, in how many
 * places, and with what evidence. There is no p-value. With evidence, every role group is judged so; without, only one
 * that has no history of its own. Items that a service goes on reading for days are its work, however many they are.
 */
export function findByAbsolutePriors(
  disclosure: Disclosure,
  period: BucketPeriod,
  bucketDuration: number,
): Finding[] {
  const { roleGroup } = disclosure;
  const { evaluableFrom } = roleGroup;
  const items = disclosure.unexplained.filter(
    (item) => item.bucket >= evaluableFrom || !disclosure.isOfOwnPlace(item),
  );
  const buckets = Uint32Array.from(items, ({ bucket }) => bucket);
  const findings: Finding[] = [];
  for (const windowSeconds of WINDOWS) {
    const length = Math.max(1, windowSeconds / bucketDuration);
    for (let last = 0; last < items.length; last++) {
      const { bucket } = items[last]!;
      if (items[last + 1]?.bucket === bucket) continue;
      const all = items.slice(lowerBound(buckets, bucket + 1 - length), last + 1);
      const withEvidence = itemsWithEvidence(all, disclosure);
      const window = withEvidence.length > 0 ? withEvidence : all;
      const isMuch =
        withEvidence.length > 0 ||
        (bucket < evaluableFrom && isMuchWithoutHistory(all, disclosure, windowSeconds));
      // What an emergency role reads twice is not its work.
      if (!isMuch || (!roleGroup.isForEmergencies && isWork(window, roleGroup, period))) continue;
      findings.push({
        session: mostFrequent(window.map((item) => item.session)),
        start: window[0]!.bucket,
        end: bucket + 1,
        result: { kind: 'novelty', windowSeconds, observed: window.length, upperBound: 0, pValue: null },
        severity: FIRST_CASE,
      });
    }
  }
  return joined(findings, period);
}

function isMuchWithoutHistory(
  window: readonly FirstSeenItem[],
  disclosure: Disclosure,
  windowSeconds: number,
): boolean {
  const { roleGroup, organisation } = disclosure;
  const count = window.length;
  if (count >= MANY) return true;
  if (count >= IN_AN_EMERGENCY && roleGroup.isForEmergencies) return true;
  if (roleGroup.isPerson) {
    const isFast = window.at(-1)!.time - window[0]!.time <= FAST;
    const isEarly = window[0]!.time < organisation.start + EARLY;
    const least = !isFast ? OF_A_PERSON : isEarly ? FAST_OF_A_PERSON_EARLY : FAST_OF_A_PERSON;
    return count >= Math.max(least, organisation.unusualOfPeople);
  }
  // At its own pace a service may do the work of a month's end for the first time.
  if (windowSeconds > SLOW_WINDOW) return false;
  const days = roleGroup.activeDays.filter((one) => one < Math.floor(window[0]!.time / DAY)).length;
  const isEarly = window[0]!.time < organisation.start + EARLY && days < KNOWN_DAYS;
  const factor = (isEarly ? EARLY_FACTOR : 1) * (windowSeconds > FAST_WINDOW ? SLOW_FACTOR : 1);
  if (count >= factor * MANY_PLACES && placesOf(window) >= PLACES) return true;
  if (count < factor * OF_MANY_OTHERS) return false;
  const owners = window.map((item) => disclosure.ownersOf(item));
  const ofOthers = owners.filter((one) => one.length > 0).length;
  if (ofOthers >= factor * OF_MANY_OTHERS && new Set(owners.flat()).size >= MANY_OWNERS) return true;
  return (
    ofOthers >= factor * OF_OTHERS &&
    new Set(owners.flat()).size >= OWNERS &&
    placesOf(window) >= PLACES_OF_OTHERS
  );
}

function placesOf(window: readonly FirstSeenItem[]): number {
  return new Set(window.map(({ name = '' }) => placeOf(name))).size;
}

/** Overlapping findings of one session as one, with the largest count, none longer than a signal may be. */
function joined(findings: readonly Finding[], { maxSignal }: BucketPeriod): Finding[] {
  const result: Finding[] = [];
  const inOrder = [...findings].sort((a, b) => a.session - b.session || a.start - b.start || a.end - b.end);
  for (const one of inOrder) {
    const open = result.at(-1);
    if (open?.session !== one.session || one.start >= open.end || one.end - open.start > maxSignal) {
      result.push(one);
      continue;
    }
    const larger = one.result.observed > open.result.observed ? one : open;
    result[result.length - 1] = { ...larger, start: open.start, end: Math.max(open.end, one.end) };
  }
  return result;
}
