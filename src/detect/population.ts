import type { ProfileView } from '../profile/profile.js';
import { ByteReader, ByteWriter } from '../base/codec.js';
import { type DayTotals, NO_DAYS, plus } from './novelty/hierarchical-prior.js';
import { firstSeenItemsOf } from './novelty/first-seen-items.js';
import { coldStartDays, coldStartTotals } from './novelty/cold-start.js';
import { roleGroupSeries } from './role-group-series.js';
import { type EvaluationScope, inBuckets } from './scope.js';

/** What all families together say about one that is hardly known. Plain data, so it crosses threads. */
export interface Population {
  /** New secrets a day of all families that have no habits yet. */
  readonly coldStart: DayTotals;
  /** The same of each account's. */
  readonly coldStartOf: Readonly<Record<string, DayTotals>>;
}

/** Of nobody. */
export const NO_POPULATION: Population = { coldStart: NO_DAYS, coldStartOf: {} };

/**
 * What some of the families contribute to the population: sums of whole numbers, so parts are merged in any order
 * and grouping and give the same bytes. Each family must be added to one part only.
 */
export class PopulationPart {
  readonly #coldStart: Map<string, DayTotals>;

  constructor(coldStart = new Map<string, DayTotals>()) {
    this.#coldStart = coldStart;
  }

  /** Adds what a family met on the days before it had habits. */
  add(sessions: readonly ProfileView[], scope: EvaluationScope): void {
    const { bucketDuration, analyses } = scope.rule;
    if (!analyses.includes('novelty')) return;
    const inScope = inBuckets(scope);
    const { buckets } = roleGroupSeries(sessions, inScope);
    const days = coldStartDays(firstSeenItemsOf(sessions, bucketDuration), buckets, inScope, bucketDuration);
    this.#add(sessions[0]!.identity.accountId, coldStartTotals(days));
  }

  /** Takes in all that `other` holds and leaves `other` as it is. */
  merge(other: PopulationPart): void {
    for (const [account, totals] of other.#coldStart) this.#add(account, totals);
  }

  serialize(): Uint8Array {
    const writer = new ByteWriter();
    const accounts = [...this.#coldStart].sort(([a], [b]) => (a < b ? -1 : 1));
    writer.varint(accounts.length);
    for (const [account, { days, sum, squares }] of accounts) {
      writer.utf8(account);
      for (const total of [days, sum, squares]) writer.varint(total);
    }
    return writer.finish();
  }

  /** @throws TrailspikeError E_SKETCH_BYTES */
  static deserialize(bytes: Uint8Array): PopulationPart {
    const reader = new ByteReader(bytes, 'population');
    const coldStart = new Map<string, DayTotals>();
    for (let left = reader.varint(); left > 0; left--) {
      const account = reader.utf8();
      coldStart.set(account, { days: reader.varint(), sum: reader.varint(), squares: reader.varint() });
    }
    return new PopulationPart(coldStart);
  }

  population(): Population {
    return {
      coldStart: [...this.#coldStart.values()].reduce(plus, NO_DAYS),
      coldStartOf: Object.fromEntries(this.#coldStart),
    };
  }

  #add(account: string, totals: DayTotals): void {
    if (totals.days > 0) this.#coldStart.set(account, plus(this.#coldStart.get(account) ?? NO_DAYS, totals));
  }
}
