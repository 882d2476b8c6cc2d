import { DAY } from '../model/time.js';

/** Where a trail has no object. Days are those of delivery, UTC, as `2026-03-01`. */
export interface Gaps {
  /** First and last day that was looked at; `null` when no object says when it was delivered. */
  readonly from: string | null;
  readonly to: string | null;
  /** Days without any object, at most `MOST`. */
  readonly days: readonly string[];
  readonly daysTotal: number;
  /** Accounts and regions that were asked for and have no object. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Days without an object of an account and region that have others, most days first, at most `MOST`. */
  readonly partly: readonly {
    readonly account: string;
    readonly region: string;
    readonly days: number;
    readonly first: string;
  }[];
  readonly partlyTotal: number;
}

const MOST = 1_000;

/** What is asked for; empty lists and `undefined` mean all. */
export interface Asked {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Epoch seconds. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** Notes which days have objects, of each account and region. */
export class DeliveryDays {
  readonly #days = new Map<string, Set<number>>();

  /** @param deliveredAt epoch seconds */
  note(account: string, region: string, deliveredAt: number): void {
    const place = `${account} ${region}`;
    let days = this.#days.get(place);
    if (days === undefined) this.#days.set(place, (days = new Set()));
    days.add(Math.floor(deliveredAt / DAY));
  }

  /** @param asked whose days without an object count; without times, those between the first and the last object */
  gaps(asked: Asked): Gaps {
    const all = new Set<number>();
    for (const days of this.#days.values()) for (const day of days) all.add(day);
    const places = [...this.#days.keys()].map((place) => place.split(' ') as [string, string]);
    const missing = (names: readonly string[], at: 0 | 1): string[] =>
      names.filter((name) => !places.some((place) => place[at] === name));
    const seen = [...all].sort((a, b) => a - b);
    const first = asked.from === undefined ? seen[0] : Math.floor(asked.from / DAY);
    const last = asked.to === undefined ? seen.at(-1) : Math.floor((asked.to - 1) / DAY);
    const none = { accounts: missing(asked.accounts, 0), regions: missing(asked.regions, 1) };
    if (first === undefined || last === undefined || seen.length === 0) {
      return { from: null, to: null, days: [], daysTotal: 0, ...none, partly: [], partlyTotal: 0 };
    }
    const without = (days: ReadonlySet<number>): number[] =>
      Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at).filter(
        (day) => !days.has(day),
      );
    const empty = without(all);
    const partly = places
      .map(([account, region]) => ({
        account,
        region,
        days: without(this.#days.get(`${account} ${region}`)!),
      }))
      .map(({ days, ...place }) => ({ ...place, days: days.filter((day) => all.has(day)) }))
      .filter(({ days }) => days.length > 0)
      .map(({ account, region, days }) => ({ account, region, days: days.length, first: dayText(days[0]!) }))
      .sort((a, b) => b.days - a.days || (`${a.account} ${a.region}` < `${b.account} ${b.region}` ? -1 : 1));
    return {
      from: dayText(first),
      to: dayText(last),
      days: empty.slice(0, MOST).map(dayText),
      daysTotal: empty.length,
      ...none,
      partly: partly.slice(0, MOST),
      partlyTotal: partly.length,
    };
  }
}

function dayText(day: number): string {
  return new Date(day * DAY * 1000).toISOString().slice(0, 10);
}
