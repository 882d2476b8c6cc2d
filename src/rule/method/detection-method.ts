import type { Rule, RuleCase } from '../rule.js';
import type { RuleJson } from '../rule-schema.js';
import type { ValidationIssue } from '../validation-issue.js';

/**
 * One of Datadog's detection methods (`options.detectionMethod`): how the cases and options of a rule are read. To add
 * one, write a file beside this one and add it to `registry.ts`; src/detect says how it finds signals.
 */
export interface DetectionMethod {
  readonly name: Rule['method'];
  /** Aggregations of the query that it works with. */
  readonly aggregations: readonly string[];
  /** The durations of a rule in seconds, defaults filled in. */
  readonly durations: (json: RuleJson) => Durations;
  /** The fields whose distinct values are counted. */
  readonly distinctFields: (json: RuleJson) => readonly string[];
  /** A case of the rule; undefined if its condition is not one of this method. */
  readonly caseOf: (json: RuleJson, index: number) => RuleCase | undefined;
  /** What a condition may be, for messages: `allowed: …`. */
  readonly conditions: (json: RuleJson) => string;
  /** Issues of the options that belong to this method. */
  readonly issues: (json: RuleJson) => readonly ValidationIssue[];
  /** The parts of a rule that only this method fills. */
  readonly parts: (json: RuleJson, cases: readonly RuleCase[]) => MethodParts;
}

export type Durations = Pick<Rule, 'bucketDuration' | 'evaluationWindow' | 'keepAlive' | 'maxSignalDuration'>;

export type MethodParts = Pick<Rule, 'analyses' | 'thresholds' | 'newValue'>;
