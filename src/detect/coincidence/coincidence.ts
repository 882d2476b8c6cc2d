import { ANALYSIS_DESCRIPTIONS } from '../../model/analysis-kinds.js';
import { DAY, HOUR } from '../../model/time.js';
import { lowerBound } from '../../base/lower-bound.js';
import type { Analysis, AnalysisInput } from '../analysis.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import { birthsBefore } from '../disclosure/explanations.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import { activeHoursOf, type CallerCounts, laterDays } from '../organisation/first-counts.js';
import { corrected } from '../probability/correction.js';
import { byWindow, type First, FIRSTS_WINDOW, firstsOf } from '../role-group/firsts.js';
import type { CallerKind } from '../role-group/caller-kind.js';
import type { RoleGroup } from '../role-group/role-group.js';
import { mainSessionSpan } from '../series/main-session-span.js';
import { type JudgedKind, rarityOf, rarityOfHour } from './rarity.js';

/** What happens on more than half of the days is not rare, in powers of ten. */
const RARE = 0.3;
/** Windows of a day begin at midnight and at noon, so that a night is in one window. */
const OFFSETS = [0, FIRSTS_WINDOW / 2] as const;
/** Before a role group was active on so many days, new items say nothing. */
const KNOWN_DAYS = 3;
/** So many items, … */
const LEAST_ITEMS = 3;
/** … or so many refusals, or any of the others, are needed beside a network that others use and a tool. */
const LEAST_REFUSALS = 3;
/** Retrievals so long before a window belong to it. */
const BEFORE = HOUR;
/** What a person does so long before or after is part of the same day, seconds. */
const SAME_DAY = 14 * HOUR;
/**
 * People, and users who may be people, who begin with one of a tool, a list and descriptions begin with all: only the rarest
 * counts as a whole.
 */
const GO_TOGETHER = ['tool', 'listing', 'description'] as const;
const TOGETHER = 0.3;
/** What people do depends on each other: their p-values are raised to this power. */
const OF_PEOPLE = 0.75;

/**
 * Several rare firsts on one day: each happens somewhere every week, but hardly ever together. An item that nothing
 * explains, a strange network or one of a hosting provider, a new tool, a temporary key in a further network, a first look at the
 * list of secrets or at secrets, refusals: each is weighed by how often it happens to this role group, and to others that call as it does. If they
 * are independent, their probabilities multiply.
 */
export const coincidence: Analysis = {
  description: ANALYSIS_DESCRIPTIONS.coincidence,
  level: 'roleGroup',
  find(input) {
    const firsts = disclosedFirsts(input.disclosure);
    return OFFSETS.flatMap((offset) => findInWindows(byWindow(firsts, offset), offset, input));
  },
};

function findInWindows(
  windows: ReadonlyMap<number, readonly First[]>,
  offset: number,
  { roleGroup, disclosure, period, tolerated }: AnalysisInput,
): Finding[] {
  const counted = new Map([...windows].map(([at, firsts]) => [at, countsOf(firsts, disclosure)]));
  const history = new History(counted.values(), disclosure);
  return [...windows].flatMap(([at, firsts]): Finding[] => {
    const start = at * FIRSTS_WINDOW + offset;
    if (!hasRetrievals(roleGroup, start - BEFORE, start + FIRSTS_WINDOW)) return [];
    const each = history.rareOf(counted.get(at)!);
    const rare = withLooksOfItems(each);
    if (rare.size < 2 || !saysEnough(counted.get(at)!, each, roleGroup.callerKind)) return [];
    const all = firsts.filter((first) => rare.has(judgedKind(first, disclosure)));
    const pValue = corrected(history.pValueOf(rare, all), OFFSETS.length);
    if (pValue > tolerated) return [];
    const own = all.map(({ session, time }) => ({
      session,
      bucket: Math.floor(time / roleGroup.bucketDuration),
    }));
    return [
      {
        ...mainSessionSpan(own, period.maxSignal),
        result: {
          kind: 'coincidence',
          windowSeconds: FIRSTS_WINDOW,
          observed: rare.size,
          upperBound: 1,
          pValue,
        },
        severity: FIRST_CASE,
      },
    ];
  });
}

/** Firsts of a role group that disclose something: no explained items, none that became its work, no descriptions of what is newly created. */
function disclosedFirsts(disclosure: Disclosure): First[] {
  const { roleGroup, unexplained, organisation } = disclosure;
  const known = roleGroup.activeDays[KNOWN_DAYS] ?? Infinity;
  const items = unexplained.filter(
    (item) => item.time >= known * DAY && !disclosure.isReadAgainAfter(item.time, item),
  );
  return firstsOf(roleGroup, items).filter(
    (first) =>
      first.kind !== 'description' || birthsBefore(organisation, first.item, first.time).length === 0,
  );
}

/** How many firsts of each kind there are. */
type Counts = ReadonlyMap<JudgedKind, number>;

function countsOf(firsts: readonly First[], disclosure: Disclosure): Counts {
  const counts = new Map<JudgedKind, number>();
  for (const first of firsts) {
    const kind = judgedKind(first, disclosure);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

function judgedKind(first: First, disclosure: Disclosure): JudgedKind {
  if (first.kind !== 'network') return first.kind;
  if (disclosure.isHosted(first.name)) return 'hostedNetwork';
  return disclosure.isStrange(first.name) ? 'strangeNetwork' : 'network';
}

/**
 * Whether something may have been learnt, or from somewhere new. A service that moved with a new release has another network of
 * the organisation and a new tool; descriptions disclose no value, nor does the list, which a service that stays where it is
 * may read at home with a new tool.
 */
function saysEnough(counts: Counts, rare: ReadonlyMap<JudgedKind, number>, caller: CallerKind): boolean {
  const has = (...kinds: readonly JudgedKind[]): boolean => kinds.some((kind) => rare.has(kind));
  return (
    (has('item') && counts.get('item')! >= LEAST_ITEMS) ||
    (has('refusal') && counts.get('refusal')! >= LEAST_REFUSALS) ||
    has('strangeNetwork', 'hostedNetwork') ||
    (has('listing') && (caller !== 'settled' || has('network', 'key', 'item', 'refusal', 'description'))) ||
    (has('description') && has('key', 'item', 'refusal'))
  );
}

/**
 * Tools look at what they read, so of items and descriptions only the rarer counts: descriptions by how much rarer they are.
 * So reading what was looked at never makes a day less rare.
 */
function withLooksOfItems(rare: ReadonlyMap<JudgedKind, number>): ReadonlyMap<JudgedKind, number> {
  const [items, looks] = [rare.get('item'), rare.get('description')];
  if (items === undefined || looks === undefined) return rare;
  const without = new Map(rare);
  if (looks > items) without.set('description', looks - items);
  else without.delete('description');
  return without;
}

function hasRetrievals({ series, bucketDuration }: RoleGroup, from: number, to: number): boolean {
  const at = lowerBound(series.buckets, Math.floor(from / bucketDuration));
  return at < series.buckets.length && series.buckets[at]! * bucketDuration < to;
}

/** What a role group otherwise does for the first time. */
class History {
  readonly #roleGroup: RoleGroup;
  readonly #peers: CallerCounts;
  readonly #activeDays: number;
  readonly #own = new Map<JudgedKind, { days: number; sum: number }>();

  constructor(windows: Iterable<Counts>, { roleGroup, organisation }: Disclosure) {
    this.#roleGroup = roleGroup;
    this.#peers = organisation.firsts[roleGroup.callerKind];
    this.#activeDays = Math.max(1, laterDays(roleGroup));
    for (const counts of windows) {
      for (const [kind, count] of counts) {
        const { days, sum } = this.#own.get(kind) ?? { days: 0, sum: 0 };
        this.#own.set(kind, { days: days + 1, sum: sum + count });
      }
    }
  }

  /** Which firsts of a day are rare, and how rare, in powers of ten. */
  rareOf(counts: Counts): Map<JudgedKind, number> {
    const activeDays = this.#activeDays;
    return new Map(
      [...counts]
        .map(([kind, count]) => {
          const own = { ...this.#own.get(kind)!, activeDays };
          return [kind, rarityOf(kind, count, own, this.#peers)] as const;
        })
        .filter(([, rarity]) => rarity >= RARE),
    );
  }

  /** Probability of a day with what is as rare; not corrected for the number of days. */
  pValueOf(rare: ReadonlyMap<JudgedKind, number>, firsts: readonly First[]): number {
    const { isPerson, isUser } = this.#roleGroup;
    if (!isPerson && !isUser) return 10 ** -sumOf(rare.values());
    const together = GO_TOGETHER.map((kind) => rare.get(kind) ?? 0);
    const others = sumOf(together) - Math.max(...together);
    const sum = sumOf(rare.values()) - (1 - TOGETHER) * others + this.#rarityOfHour(firsts);
    return 10 ** (-OF_PEOPLE * sum);
  }

  #rarityOfHour(firsts: readonly First[]): number {
    const hour = Math.floor(firsts[firsts.length >> 1]!.time / HOUR);
    const others = activeHoursOf(this.#roleGroup).filter((one) => Math.abs(one - hour) * HOUR >= SAME_DAY);
    return rarityOfHour(hour % 24, others, this.#peers);
  }
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
