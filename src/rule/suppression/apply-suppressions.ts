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

/** What the suppressions leave out of a rule's events, in their order. */
export function exclusionsOf(suppressions: readonly Suppression[], rule: Rule): Exclusion[] {
  return suppressions
    .filter((one) => one.enabled && isFor(one, rule))
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
 * Marks the signals that suppressions match with the name of the first that does. A suppression holds for a signal
 * that starts in its time.
 * @param dropped what became of events, from which it is told how many were left out.
 */
export function applySuppressions(
  suppressions: readonly Suppression[],
  rule: Rule,
  signals: readonly Signal[],
  dropped: Readonly<Counts<DropReason>>,
): { signals: Signal[]; uses: SuppressionUse[] } {
  const judges = suppressions.map((one) => ({ ...one, forThisRule: isFor(one, rule), count: 0 }));
  const queries = judges.map(({ suppressionQuery }) =>
    suppressionQuery === undefined ? undefined : parseQuery(suppressionQuery),
  );
  const marked = signals.map((signal) => {
    const attributes = signalAttributes(signal, rule);
    const start = Date.parse(signal.start);
    const by = judges.filter(({ enabled, forThisRule, from = 0, to = Infinity }, index) => {
      const query = queries[index];
      const holds = enabled && forThisRule && from <= start && start < to;
      return holds && query !== undefined && matches(query, attributes);
    });
    for (const one of by) one.count++;
    const [first] = by;
    return first === undefined ? signal : { ...signal, suppressed: { by: first.name } };
  });
  const uses = judges.map(({ name, enabled, forThisRule, count }) => ({
    name,
    enabled,
    forThisRule,
    excludedEvents: dropped[`excluded by ${name}`] ?? 0,
    suppressedSignals: count,
  }));
  return { signals: marked, uses };
}

/** One sentence for each enabled suppression that has matched nothing. */
export function unusedWarnings(uses: readonly SuppressionUse[]): string[] {
  return uses
    .filter((use) => use.enabled && use.excludedEvents === 0 && use.suppressedSignals === 0)
    .map(({ name, forThisRule }) =>
      forThisRule
        ? `the suppression "${name}" matched nothing, or only events that one before it had left out.`
        : `the suppression "${name}" matched nothing: its rule_query does not match the rule.`,
    );
}

function isFor({ ruleQuery }: Suppression, rule: Rule): boolean {
  return matches(parseQuery(ruleQuery), ruleAttributes(rule));
}
