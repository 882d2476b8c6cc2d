import type { ProfileView } from '../../profile/profile.js';
import type { Rule } from '../../rule/rule.js';
import { evaluableFrom } from '../established.js';
import type { BucketPeriod } from '../period.js';
import type { Series } from '../series/series.js';
import { type FirstSeenItems, firstSeenItemsOf } from './first-seen-items.js';
import { roleGroupSeries } from './role-group-series.js';
import { Session } from './session.js';

/** A role with all its sessions, or a user alone. What several analyses read is computed once, when first asked for. */
export class RoleGroup {
  readonly views: readonly ProfileView[];
  readonly sessions: readonly Session[];
  readonly #period: BucketPeriod;
  readonly #bucketDuration: number;
  #series: Series | undefined;
  #firstSeenItems: FirstSeenItems | undefined;
  #evaluableFrom: number | undefined;

  /** @param views the sessions in the order of their keys, at least one */
  constructor(views: readonly ProfileView[], period: BucketPeriod, rule: Rule) {
    this.views = views;
    this.sessions = views.map((view, index) => new Session(index, view, period, rule));
    this.#period = period;
    this.#bucketDuration = rule.bucketDuration;
  }

  /** Account of the role or user, 12 digits; empty when unknown. */
  get accountId(): string {
    return this.views[0]!.identity.accountId;
  }

  /** Retrievals of all sessions, from the start of the history to the end of the period. */
  get series(): Series {
    return (this.#series ??= roleGroupSeries(this.views, this.#period));
  }

  /** First retrievals of all times, those outside the period too. */
  get firstSeenItems(): FirstSeenItems {
    return (this.#firstSeenItems ??= firstSeenItemsOf(this.views, this.#bucketDuration));
  }

  /** The first bucket from which the history of all sessions together is established; Infinity when it never is. */
  get evaluableFrom(): number {
    return (this.#evaluableFrom ??= evaluableFrom(this.series.buckets, this.#period, this.#bucketDuration));
  }
}
