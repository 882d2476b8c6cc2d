import { lowerBound } from '../../base/lower-bound.js';
import type { ProfileView } from '../../profile/profile.js';
import type { Rule } from '../../rule/rule.js';
import { evaluableFrom } from '../established.js';
import type { BucketPeriod } from '../period.js';

/** One session of a role group, or a user, with the start of what its own history can say. */
export class Session {
  /** Index in the role group. */
  readonly index: number;
  readonly view: ProfileView;
  readonly #period: BucketPeriod;
  readonly #rule: Rule;
  #establishedFrom: number | undefined;

  constructor(index: number, view: ProfileView, period: BucketPeriod, rule: Rule) {
    this.index = index;
    this.view = view;
    this.#period = period;
    this.#rule = rule;
  }

  /**
   * The first bucket from which the own history is established; Infinity when it never is. A rule without `novelty`
   * does not wait for that: 0. With `novelty`, a session that is not established is left to that analysis: an identity
   * that hardly ever retrieved anything exceeds nothing by retrieving more.
   */
  get establishedFrom(): number {
    return (this.#establishedFrom ??= this.#rule.analyses.includes('novelty')
      ? evaluableFrom(this.view.buckets, this.#period, this.#rule.bucketDuration)
      : 0);
  }

  /** The first bucket after the learning duration that is also established; Infinity without any activity. */
  get evaluableFrom(): number {
    const { buckets } = this.view;
    const first = buckets[lowerBound(buckets, this.#period.historyFrom)];
    return first === undefined ? Infinity : Math.max(this.establishedFrom, first + this.#period.learning);
  }
}
