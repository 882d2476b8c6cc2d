import { lowerBound } from '../../base/lower-bound.js';
import { DAY, HOUR, MINUTE } from '../../model/time.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import type { BucketPeriod } from '../period.js';
import { type FirstSeenItem } from '../role-group/first-seen-items.js';
import { totalIn } from '../series/series.js';

/** Lengths of the windows in seconds. */
const WINDOWS = [30 * MINUTE, DAY] as const;

/** So many first-seen items in a window are a finding, whoever reads them. */
const MANY = 100;
/** So many are one for a person. */
const MANY_FOR_A_PERSON = 20;
/** So many within ten minutes are one for a person, too. */
const FAST_FOR_A_PERSON = 12;
const FAST = 10 * MINUTE;
/** So many are one if they lie in as many different places as `PLACES`. */
const MANY_PLACES = 30;
const PLACES = 5;
/** So many are one if they belong to others, to at least `OWNERS` of them. */
const OF_OTHERS = 10;
const OWNERS = 3;
/** So many are one from a network that is strange to the organisation. */
const FROM_STRANGE = 8;
/** So long after the beginning of the data, more is needed of services. */
const EARLY = 4 * DAY;
/** A role group that goes on reading most of what it began with on so many days does its work. */
const WORK_DAYS = 3;
/** The same in so many hours of one day. */
const WORK_HOURS = 3;

/**
 * What a role group without a history of its own reads for the first time, judged by absolute priors: how many items, how
 * fast, whose, in how many places, and from where. There is no p-value. Items that the role group goes on reading for
 * days are its work, however many they are, except for people.
 */
export function findByAbsolutePriors(
  disclosure: Disclosure,
  period: BucketPeriod,
  bucketDuration: number,
): Finding[] {
  const { roleGroup, unexplained } = disclosure;
  const to = Math.min(roleGroup.evaluableFrom, period.to);
  const items = unexplained.filter((item) => item.bucket < to && !disclosure.isOfOwnPlace(item));
  const findings: Finding[] = [];
  for (const windowSeconds of WINDOWS) {
    const length = Math.max(1, windowSeconds / bucketDuration);
    const buckets = Uint32Array.from(items, ({ bucket }) => bucket);
    for (let last = 0; last < items.length; last++) {
      const { bucket } = items[last]!;
      if (items[last + 1]?.bucket === bucket) continue;
      const first = lowerBound(buckets, bucket + 1 - length);
      const window = items.slice(first, last + 1);
      if (!isMuch(window, disclosure) || isWork(window, disclosure, period)) continue;
      const session = mostFrequent(window.map((item) => item.session));
      findings.push({
        session,
        start: window[0]!.bucket,
        end: bucket + 1,
        result: { kind: 'novelty', windowSeconds, observed: window.length, upperBound: 0, pValue: null },
        severity: FIRST_CASE,
      });
    }
  }
  return joined(findings, period);
}

function isMuch(window: readonly FirstSeenItem[], disclosure: Disclosure): boolean {
  const count = window.length;
  const { organisation } = disclosure;
  // What was read regularly before the data begins looks new in its first days.
  const isEarly = window[0]!.time < organisation.start + EARLY;
  const factor = isEarly && !disclosure.roleGroup.isPerson ? 2 : 1;
  if (count < FROM_STRANGE) return false;
  const { roleGroup } = disclosure;
  if (count >= MANY || (roleGroup.isPerson && count >= MANY_FOR_A_PERSON)) return true;
  if (roleGroup.isPerson && count >= FAST_FOR_A_PERSON && isFast(window)) return true;
  if (!roleGroup.isPerson && isFromStrange(window, disclosure)) return true;
  if (count >= factor * MANY_PLACES && new Set(window.map(placeOf)).size >= PLACES) return true;
  const owners = window.map((item) => disclosure.ownersOf(item));
  const ofOthers = owners.filter((one) => one.length > 0).length;
  return ofOthers >= factor * OF_OTHERS && new Set(owners.flat()).size >= OWNERS;
}

function isFast(window: readonly FirstSeenItem[]): boolean {
  return window.at(-1)!.time - window[0]!.time <= FAST;
}

/** Whether all networks that a role group used up to the end of a window are strange, or its newest one is. */
function isFromStrange(window: readonly FirstSeenItem[], disclosure: Disclosure): boolean {
  const [from, to] = [window[0]!.time - HOUR, window.at(-1)!.time];
  const { networks } = disclosure.roleGroup;
  if (networks.length < 2) return false;
  return networks.some(({ network, first }) => first >= from && first <= to && disclosure.isStrange(network));
}

/** Where an item lies: its key without its last part. */
function placeOf({ name = '' }: FirstSeenItem): string {
  return name.replace(/[/\-_.][^/\-_.]*$/, '');
}

/** Whether the role group goes on reading most items of a window. */
function isWork(window: readonly FirstSeenItem[], { roleGroup }: Disclosure, period: BucketPeriod): boolean {
  if (roleGroup.isPerson) return false;
  const half = window.length / 2;
  if (window.filter(({ days }) => days.length >= WORK_DAYS).length >= half) return true;
  const start = window[0]!.bucket;
  const hour = period.day / 24;
  let hours = 0;
  for (let n = 0; n < 24; n++) {
    const from = start + Math.floor(n * hour);
    if (totalIn(roleGroup.series, from, Math.max(from + 1, start + Math.floor((n + 1) * hour))) >= half)
      hours++;
  }
  return hours >= WORK_HOURS;
}

function mostFrequent(sessions: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const session of sessions) counts.set(session, (counts.get(session) ?? 0) + 1);
  return [...counts].reduce((best, one) =>
    one[1] > best[1] || (one[1] === best[1] && one[0] < best[0]) ? one : best,
  )[0];
}

/** Overlapping findings of one session as one, with the largest count, none longer than a signal may be. */
function joined(findings: readonly Finding[], { maxSignal }: BucketPeriod): Finding[] {
  const result: Finding[] = [];
  for (const one of [...findings].sort(
    (a, b) => a.session - b.session || a.start - b.start || a.end - b.end,
  )) {
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
