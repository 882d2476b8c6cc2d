/** What a detector says: an identity, and when it was out of the ordinary. Times are epoch seconds. */
export interface Finding {
  /** The identity's key: a session or user, or a role where sessions are folded into roles. */
  readonly key: string;
  /** `[start, end)` holds what was found. */
  readonly start: number;
  readonly end: number;
  /** End of the first window that signals: when a detector that runs all the time could have said so. */
  readonly alertAt: number;
  /** What it goes by, for descriptions. */
  readonly why?: string;
}
