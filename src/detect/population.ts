import type { ProfileView } from '../profile/profile.js';
import { ByteReader, ByteWriter } from '../base/codec.js';
import { type DayTotals, NO_DAYS, plus } from './novelty/hierarchical-prior.js';
import { arrivalsOf } from './novelty/first-seen-items.js';
import { youngDays, youngTotals } from './novelty/cold-start.js';
import { familySeries } from './role-group-series.js';
import { type EvaluationScope, inBuckets } from './scope.js';

/** What all families together say about one that is hardly known. Plain data, so it crosses threads. */
export interface Population {
  /** New secrets a day of all families that have no habits yet. */
  readonly young: DayTotals;
  /** The same of each account's. */
  readonly youngOf: Readonly<Record<string, DayTotals>>;
}

/** Of nobody. */
export const NO_POPULATION: Population = { young: NO_DAYS, youngOf: {} };

/**
 * What some of the families contribute to the population: sums of whole numbers, so parts are merged in any order
 * and grouping and give the same bytes. Each family must be added to one part only.
 */
export class PopulationPart {
  readonly #young: Map<string, DayTotals>;

  constructor(young = new Map<string, DayTotals>()) {
    this.#young = young;
  }

  /** Adds what a family met on the days before it had habits. */
  add(members: readonly ProfileView[], scope: EvaluationScope): void {
    const { bucketDuration, analyses } = scope.rule;
    if (!analyses.includes('novelty')) return;
    const inScope = inBuckets(scope);
    const { buckets } = familySeries(members, inScope);
    const days = youngDays(arrivalsOf(members, bucketDuration), buckets, inScope, bucketDuration);
    this.#add(members[0]!.identity.accountId, youngTotals(days));
  }

  /** Takes in all that `other` holds and leaves `other` as it is. */
  merge(other: PopulationPart): void {
    for (const [account, totals] of other.#young) this.#add(account, totals);
  }

  serialize(): Uint8Array {
    const writer = new ByteWriter();
    const accounts = [...this.#young].sort(([a], [b]) => (a < b ? -1 : 1));
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
    const young = new Map<string, DayTotals>();
    for (let left = reader.varint(); left > 0; left--) {
      const account = reader.utf8();
      young.set(account, { days: reader.varint(), sum: reader.varint(), squares: reader.varint() });
    }
    return new PopulationPart(young);
  }

  population(): Population {
    return {
      young: [...this.#young.values()].reduce(plus, NO_DAYS),
      youngOf: Object.fromEntries(this.#young),
    };
  }

  #add(account: string, totals: DayTotals): void {
    if (totals.days > 0) this.#young.set(account, plus(this.#young.get(account) ?? NO_DAYS, totals));
  }
}
