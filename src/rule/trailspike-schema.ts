import { closest } from '../base/closest.js';
import { DESCRIBED_SEVERITY_ROWS } from '../model/severity-table.js';
import { STATUSES } from '../model/signal.js';
import { z } from 'zod';
import { ANALYSIS_DESCRIPTIONS, ANALYSIS_KINDS, THRESHOLD_CASE_KINDS } from '../model/analysis-kinds.js';
import { FAILED_CALLS } from './event-selection.js';
import { mustBe, oneOf, show, shape, texts, wholeNumber } from './schema-parts.js';

const thresholdCaseKeys = {
  kind: oneOf(THRESHOLD_CASE_KINDS).describe(
    'What is counted: denied calls, batch calls whose filters select everything, or secrets of other accounts',
  ),
  atLeast: wholeNumber(1)
    .optional()
    .describe(
      'The smallest count that makes a window signal; by default 20 denied, 1 matchAllBatch, 10 crossAccount',
    ),
  window: wholeNumber(300)
    .optional()
    .describe('Length of the window in seconds, a multiple of bucketDuration; by default 86400'),
  status: oneOf(STATUSES)
    .optional()
    .describe('The status of the signal if nothing more severe is found; by default info'),
};

const analysesAllowed = ANALYSIS_KINDS.join(', ');
const analysesDescribed = ANALYSIS_KINDS.map(
  (kind) => `${kind}: ${ANALYSIS_DESCRIPTIONS[kind].meaning}`,
).join(' ');

const severityKeys = Object.fromEntries(
  DESCRIBED_SEVERITY_ROWS.map(({ name, when, status }) => [
    name,
    oneOf(STATUSES).optional().describe(`${when}. By default ${status}`),
  ]),
);

const keys = {
  minimumExcess: wholeNumber(1)
    .optional()
    .describe(
      'The smallest number of retrievals above the upper bound that makes a window signal; by default 10',
    ),
  windows: z
    .array(wholeNumber(300), mustBe('a list of seconds'))
    .optional()
    .describe(
      'Lengths of windows in seconds that volume and breadth look at, in addition to evaluationWindow',
    ),
  analyses: z
    .array(oneOf(ANALYSIS_KINDS), mustBe(`a list of ${analysesAllowed}`))
    .min(1, { error: `is empty; allowed: at least one of ${analysesAllowed}` })
    .optional()
    .describe(`What a signal may be about; by default volume. ${analysesDescribed}`),
  failedCalls: oneOf(FAILED_CALLS)
    .optional()
    .describe(
      'Whether failed calls that match count like others, or apart as failures, which attempts looks at; by default counted',
    ),
  exceptInvokedBy: texts
    .optional()
    .describe("AWS services whose calls on a principal's behalf do not count, such as rds.amazonaws.com"),
  cases: z
    .array(z.strictObject(thresholdCaseKeys, only(thresholdCaseKeys)), mustBe('a list of cases'))
    .optional(),
  severity: z
    .strictObject(severityKeys, only(severityKeys))
    .optional()
    .describe('Statuses in place of those of the severity table, by the names of its rows'),
};

/** The settings of Trailspike in a rule. Unlike in the part of Datadog, an unknown key is an error here. */
export const trailspikeSchema = z.strictObject(keys, only(keys));

/** Error messages of an object: those of `mustBe`, and the names of unknown keys. */
function only(known: object): { error: (issue: z.core.$ZodRawIssue) => string } {
  return {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return shape.error(issue);
      const allowed = Object.keys(known);
      const unknown = issue.keys.map((key) => {
        const meant = closest(key, allowed);
        return meant === undefined ? show(key) : `${show(key)} (did you mean "${meant}"?)`;
      });
      return `has the unknown key ${unknown.join(', ')}; allowed: ${allowed.join(', ')}`;
    },
  };
}
