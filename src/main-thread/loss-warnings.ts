import { total, type Coverage } from '../model/coverage.js';
import { dataEventsIn } from '../rule/data-events.js';
import type { Loss, LossExamples } from './ingest/loss-examples.js';
import { showsWriteEventsOnly, type RuleResult } from './result.js';

/** Share of the values that mention what the rule looks for from which those that hold no record are worth a warning. */
const UNKNOWN_SHARE = 0.01;

/** At most so many rules are named in one warning. */
const MOST_NAMED = 5;

/** Drop reasons that say that a record was damaged or changed on its way, and the likely cause. */
const CAUSES = {
  badEventTime: {
    what: 'have an eventTime that cannot be read',
    cause: 'a query or an export probably wrote it in a form of its own',
  },
  malformedRecord: {
    what: 'have a userIdentity or awsRegion of the wrong type',
    cause: 'a query or an export probably made texts of objects',
  },
  noGroupValue: {
    what: 'have no value for a field that the rule groups by',
    cause: 'the field is probably spelled in another way, or only other events have it',
  },
} as const;

/** What was lost although it was read: records that matched and were dropped, and values that hold no record. */
export function lossWarnings(
  coverage: Coverage,
  examples: Pick<LossExamples, 'of'>,
  rules: readonly Pick<RuleResult, 'rule' | 'totals'>[],
): string[] {
  const { matched, context, dropped, unknown, understoodObjects } = coverage;
  const warnings: string[] = [];
  const example = (loss: Loss): string => {
    const uri = examples.of(loss);
    return uri === undefined ? '' : ` Example: ${uri}`;
  };
  for (const [reason, { what, cause }] of Object.entries(CAUSES) as [keyof typeof CAUSES, Cause][]) {
    const lost = dropped[reason] ?? 0;
    if (lost === 0) continue;
    warnings.push(
      `${lost} of ${matched} records that match the rule ${what}, so they are not counted: ${cause}.${example(reason)}`,
    );
  }
  if (unknown > UNKNOWN_SHARE * (matched + context + unknown)) {
    warnings.push(
      `${unknown} values mention what the rule looks for and are no records of CloudTrail in a form that is read: ` +
        `they are other logs, or an envelope that is not known.${example('unknown')}`,
    );
  }
  const nothing = rules.filter(({ totals }) => totals.retrievals + totals.failures === 0);
  const which = nothing
    .slice(0, MOST_NAMED)
    .map(({ rule }) => `"${rule.name}" (${rule.events.query})`)
    .join(', ');
  const more = nothing.length > MOST_NAMED ? ` and ${nothing.length - MOST_NAMED} more` : '';
  const dataEvents = [...new Set(nothing.flatMap(({ rule }) => dataEventsIn(rule.events.query)))];
  if (understoodObjects > 0 && dataEvents.length > 0) {
    warnings.push(
      `no ${dataEvents.join(', ')} was counted: these are data events, which a trail logs only where it is told to. ` +
        'This is not the same as "no anomalies".',
    );
  }
  if (understoodObjects === 0 || nothing.length === 0 || showsWriteEventsOnly(coverage)) return warnings;
  if (total(dropped) === 0 || matched === 0) {
    warnings.push(`none of the records that were read matched: ${which}${more}`);
  } else {
    warnings.push(
      `nothing was counted by ${which}${more}: every record that matched was dropped, or none matched. Dropped: ` +
        reasonsOf(dropped),
    );
  }
  return warnings;
}

interface Cause {
  readonly what: string;
  readonly cause: string;
}

function reasonsOf(dropped: Coverage['dropped']): string {
  return Object.entries(dropped)
    .map(([reason, lost]) => `${lost} ${reason}`)
    .join(', ');
}
