/** What a detector reports: an identity and a time range. Times are epoch seconds. */
export interface Finding {
  /** The identity's key: a session or user, or a role where sessions are folded into roles. */
  readonly key: string;
  /** The time range is `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** End of the first window that signals: when a detector that runs continuously would have reported it. */
  readonly alertAt: number;
  /** The reason, for descriptions. */
  readonly why?: string;
}
