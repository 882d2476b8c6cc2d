import type { ProfileView } from '../profile/profile.js';
import { ByteReader, ByteWriter } from '../base/codec.js';
import { type DayTotals, NO_DAYS, plus } from './novelty/hierarchical-prior.js';
import { coldStartDays, coldStartTotals } from './novelty/cold-start.js';
import { type EvaluationPeriod, inBuckets } from './period.js';
import { RoleGroup } from './role-group/role-group.js';

/** What all role groups together say about one that is not established yet. Plain data, so it crosses threads. */
export interface Population {
  /** First-seen secrets a day of all role groups during their cold start. */
  readonly coldStart: DayTotals;
  /** The same for each account. */
  readonly coldStartOf: Readonly<Record<string, DayTotals>>;
}

/** The population of no role groups. */
export const NO_POPULATION: Population = { coldStart: NO_DAYS, coldStartOf: {} };

/**
 * What some of the role groups contribute to the population. It consists of sums of whole numbers, so parts that are
 * merged in any order and grouping give the same bytes. Each role group must be added to exactly one part.
 */
export class PopulationPart {
  readonly #coldStart: Map<string, DayTotals>;

  constructor(coldStart = new Map<string, DayTotals>()) {
    this.#coldStart = coldStart;
  }

  /** Adds the cold start of a role group. */
  add(views: readonly ProfileView[], evaluation: EvaluationPeriod): void {
    const { rule } = evaluation;
    if (!rule.analyses.includes('novelty')) return;
    const period = inBuckets(evaluation);
    const roleGroup = new RoleGroup(views, period, rule);
    this.#add(roleGroup.accountId, coldStartTotals(coldStartDays(roleGroup, period, rule.bucketDuration)));
  }

  /** Adds everything that `other` holds; `other` is unchanged. */
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
