import type { RuleResult, RunResult } from '../../main-thread/result.js';
import type { Signal } from '../../model/signal.js';

/** Finds the results of the rule that a signal is of. */
export function resultsById({ rules }: Pick<RunResult, 'rules'>): (signal: Signal) => RuleResult {
  const byId = new Map(rules.map((result) => [result.rule.id, result]));
  return ({ rule }) => {
    const result = byId.get(rule.id);
    if (result === undefined) throw new Error(`a signal is of a rule that the run does not have: ${rule.id}`);
    return result;
  };
}
