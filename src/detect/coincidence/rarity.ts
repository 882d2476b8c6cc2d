import {
  type CallerCounts,
  type CountedKind,
  type FirstCount,
  MOST_A_DAY,
} from '../organisation/first-counts.js';

/** A first as it is judged: a network that is strange to the organisation is another thing than one that others use. */
export type JudgedKind = CountedKind | 'strangeNetwork';

/** As many days of its peers are added to the history of each role group, … */
const PEER_DAYS = 8;
/** … and as many of their days with any. */
const PEER_BURSTS = 3;
/** Share of the networks that are new to a role group and strange to the organisation, too; at most. */
const STRANGE_SHARE = 0.5;
/** Least share of bursts of n that go on to n + 1. */
const LEAST_GROWTH = 0.3;
/** How much their number counts at most beside the fact that there are any, powers of ten; of the others it says nothing. */
const MOST_OF_NUMBER: Partial<Record<JudgedKind, number>> = { item: 6, description: 1.5, refusal: 1.5 };

/** Own history of a role group, for one kind of first. */
export interface OwnCount extends FirstCount {
  /** Active days but the first ones, at least 1. */
  readonly activeDays: number;
}

/**
 * How rare it is that so many firsts of a kind fall on one day, in powers of ten: the share of days with any, and a
 * geometric distribution of their number. Both are those of the role group's other days, with a few days of its peers
 * added, so that a short history does not make everything impossible.
 * @param count at least 1
 * @param own with the day that is judged, which is left out
 * @param peers of all that call like the role group, with its own days; the day that is judged is left out, too
 */
export function rarityOf(kind: JudgedKind, count: number, own: OwnCount, peers: CallerCounts): number {
  const theirs = peers.firsts[kind === 'strangeNetwork' ? 'network' : kind];
  const share = kind === 'strangeNetwork' ? STRANGE_SHARE : 1;
  const rateOfPeers = (share * Math.max(0, theirs.days - 1) + 0.5) / (peers.activeDays + 1);
  const rate = (own.days - 1 + PEER_DAYS * rateOfPeers) / (own.activeDays - 1 + PEER_DAYS);
  const anyAtAll = -Math.log10(Math.min(1, rate));
  const most = MOST_OF_NUMBER[kind];
  if (most === undefined) return anyAtAll;
  const sumOfPeers = Math.max(0, theirs.sum - Math.min(count, MOST_A_DAY));
  const meanOfPeers = Math.max(1, (sumOfPeers + 1) / (Math.max(0, theirs.days - 1) + 0.5));
  const mean = (own.sum - count + PEER_BURSTS * meanOfPeers) / (own.days - 1 + PEER_BURSTS);
  const growth = Math.max(LEAST_GROWTH, 1 - 1 / mean);
  return anyAtAll + Math.min(most, (1 - count) * Math.log10(growth));
}

/** Hours around an hour that are much the same. */
const AROUND = 2;
/** Active hours of all people that are added to the history of each. */
const PEER_HOURS = 4;
/** So large a share of the day is a usual hour. */
const USUAL = 0.3;

/**
 * How rare it is that a person is active around an hour of the day, in powers of ten, at least 0.
 * @param hour of the day, 0 to 23
 * @param active active hours on other days, since the epoch
 */
export function rarityOfHour(hour: number, active: readonly number[], { hours }: CallerCounts): number {
  const isNear = (other: number): boolean => {
    const distance = Math.abs((other % 24) - hour);
    return Math.min(distance, 24 - distance) <= AROUND;
  };
  const all = hours.reduce((sum, count) => sum + count, 0);
  const near = hours.reduce((sum, count, other) => sum + (isNear(other) ? count : 0), 0);
  const ofPeers = all === 0 ? 1 : near / all;
  const share = (active.filter(isNear).length + PEER_HOURS * ofPeers) / (active.length + PEER_HOURS);
  return Math.max(0, -Math.log10(share / USUAL));
}
