import type { AnalysisDescription, AnalysisKind } from '../model/analysis-kinds.js';
import type { Rule } from '../rule/rule.js';
import type { Finding } from './finding.js';
import type { BucketPeriod } from './period.js';
import type { Disclosure } from './disclosure/disclosure.js';
import type { RoleGroup } from './role-group/role-group.js';

/** What an analysis is given. It reads nothing else, so the same input gives the same findings. */
export interface AnalysisInput {
  readonly roleGroup: RoleGroup;
  readonly period: BucketPeriod;
  readonly rule: Rule;
  /** What the role group learnt that nothing explains. */
  readonly disclosure: Disclosure;
  /** The largest p-value that is a finding, above 0: the part of the error budget that this analysis may spend. */
  readonly tolerated: number;
}

/** One way to decide whether retrievals are out of the ordinary. test/detect/analysis-suite.ts tests the contract. */
export interface Analysis {
  readonly description: AnalysisDescription;
  /**
   * Whose history is the basis: that of each session alone (`session`), or that of all sessions of a role together
   * (`roleGroup`), whose findings are attributed to sessions. In a signal the results of the former come first.
   */
  readonly level: 'session' | 'roleGroup';
  /**
   * Findings within buckets `[period.historyFrom, period.to)`, in any order; those that end before `period.from` are
   * dropped later. Each p-value is already corrected for the number of tests that the analysis makes, so that it can
   * be compared with `tolerated`. Buckets from `period.to` on have no influence.
   */
  find(input: AnalysisInput): readonly Finding[];
}

/** The implementation of every kind of analysis, in the order in which they run. */
export type AnalysisRegistry = Readonly<Record<AnalysisKind, Analysis>>;
