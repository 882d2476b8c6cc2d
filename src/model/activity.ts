/*
 * What was counted over time, for charts: the line format of `activity.ndjson`, which other programs read. Lines are
 * sparse: a step without any activity is left out.
 */

export type Activity = IdentityActivity | RuleActivity;

/** Activity of what one or several signals are about. */
export interface IdentityActivity {
  readonly kind: 'identities';
  /** Id of the rule that counted. */
  readonly rule: string;
  /** Keys, as `identities` of the signals. */
  readonly identities: readonly string[];
  /** Of these identities. */
  readonly own: ActivitySteps;
  /** Of all sessions of their roles, these included; null where there are no others. */
  readonly role: ActivitySteps | null;
}

/** Activity of all identities by one rule. */
export interface RuleActivity {
  readonly kind: 'rule';
  readonly rule: string;
  readonly all: ActivitySteps;
  /** Identities that were active in each step of `all`. */
  readonly active: readonly number[];
}

/** Counts in steps of equal length: parallel arrays. */
export interface ActivitySteps {
  /** Epoch seconds, a multiple of `seconds`. */
  readonly from: number;
  /** Length of a step: that of a bucket, or longer where there would be too many of them. */
  readonly seconds: number;
  /** Steps since `from`, ascending, unique. */
  readonly steps: readonly number[];
  readonly retrievals: readonly number[];
  readonly failures: readonly number[];
  /** Items that the role retrieved for the first time. Nothing is counted for a rule: null. */
  readonly newItems: readonly number[] | null;
}
