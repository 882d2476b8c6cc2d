import type { Counts, DropReason } from '../../model/coverage.js';
import type { Signal } from '../../model/signal.js';
import type { Exclusion } from '../event-selection.js';
import { matches } from '../query/matches.js';
import { parseQuery } from '../query/parse-query.js';
import { printQuery } from '../query/print-query.js';
import type { Rule } from '../rule.js';
import { ruleAttributes } from './rule-attributes.js';
import { signalAttributes } from './signal-attributes.js';
import type { Suppression, SuppressionUse } from './suppression.js';

/** The exclusions of all enabled suppressions that apply to the rule, in their order. */
export function exclusionsOf(suppressions: readonly Suppression[], rule: Rule): Exclusion[] {
  return suppressions
    .filter((one) => one.enabled && appliesTo(one, rule))
    .flatMap(({ name, dataExclusionQuery, from, to }) =>
      dataExclusionQuery === undefined
        ? []
        : [
            {
              name,
              query: printQuery(parseQuery(dataExclusionQuery)),
              ...(from !== undefined && { from }),
              ...(to !== undefined && { to }),
            },
          ],
    );
}

/**
 * Marks each signal that a suppression matches with the name of the first such suppression. A suppression applies to
 * signals that start within its time range.
 * @param dropped numbers of dropped events of the run, for the numbers of excluded events in `uses`
 * @returns all signals, in their order, and what each suppression did, in the order of the suppressions
 */
export function applySuppressions(
  suppressions: readonly Suppression[],
  rule: Rule,
  signals: readonly Signal[],
  dropped: Readonly<Counts<DropReason>>,
): { signals: Signal[]; uses: SuppressionUse[] } {
  const entries = suppressions.map((one) => ({ ...one, forThisRule: appliesTo(one, rule), count: 0 }));
  const queries = entries.map(({ suppressionQuery }) =>
    suppressionQuery === undefined ? undefined : parseQuery(suppressionQuery),
  );
  const marked = signals.map((signal) => {
    const attributes = signalAttributes(signal, rule);
    const start = Date.parse(signal.start);
    const matching = entries.filter(({ enabled, forThisRule, from = 0, to = Infinity }, index) => {
      const query = queries[index];
      const applies = enabled && forThisRule && from <= start && start < to;
      return applies && query !== undefined && matches(query, attributes);
    });
    for (const one of matching) one.count++;
    const [first] = matching;
    return first === undefined ? signal : { ...signal, suppressed: { by: first.name } };
  });
  const uses = entries.map(({ name, enabled, forThisRule, count }) => ({
    name,
    enabled,
    forThisRule,
    excludedEvents: dropped[`excluded by ${name}`] ?? 0,
    suppressedSignals: count,
  }));
  return { signals: marked, uses };
}

/** What suppressions did for two rules of one run together. */
export function addUses(a: readonly SuppressionUse[], b: readonly SuppressionUse[]): SuppressionUse[] {
  return a.map((use, index) => {
    const { forThisRule, suppressedSignals } = b[index]!;
    return {
      ...use,
      forThisRule: use.forThisRule || forThisRule,
      suppressedSignals: use.suppressedSignals + suppressedSignals,
    };
  });
}

/** One sentence for each enabled suppression that matched no event and no signal. */
export function unusedWarnings(uses: readonly SuppressionUse[]): string[] {
  return uses
    .filter((use) => use.enabled && use.excludedEvents === 0 && use.suppressedSignals === 0)
    .map(({ name, forThisRule }) =>
      forThisRule
        ? `the suppression "${name}" matched nothing, or only events that an earlier suppression had already excluded.`
        : `the suppression "${name}" matched nothing: its rule_query does not match the rule.`,
    );
}

function appliesTo({ ruleQuery }: Suppression, rule: Rule): boolean {
  return matches(parseQuery(ruleQuery), ruleAttributes(rule));
}
