import { z } from 'zod';
import { instead, oneOf, show, STATUSES, shape, wholeNumber } from './schema-parts.js';

const thresholdCaseKeys = {
  kind: oneOf(['denied', 'matchAllBatch', 'crossAccount']).describe(
    'What is counted: denied calls, batch calls whose filters select everything, or secrets of other accounts',
  ),
  atLeast: wholeNumber(1)
    .optional()
    .describe('What a window must hold; by default 20 denied, 1 matchAllBatch, 10 crossAccount'),
  window: wholeNumber(300)
    .optional()
    .describe('Length of the window in seconds, a multiple of bucketDuration; by default 86400'),
  status: oneOf(STATUSES)
    .optional()
    .describe("The signal's status if nothing graver is found; by default info"),
};

const ANALYSES = ['volume', 'breadth', 'novelty', 'origin'] as const;
const analysesAllowed = ANALYSES.join(', ');

const keys = {
  minimumExcess: wholeNumber(1)
    .optional()
    .describe('Retrievals above the upper bound that a window must have at least; by default 10'),
  windows: z
    .array(wholeNumber(300), instead('a list of seconds'))
    .optional()
    .describe('Windows over which volume and breadth are judged besides evaluationWindow, in seconds'),
  analyses: z
    .array(oneOf(ANALYSES), instead(`a list of ${analysesAllowed}`))
    .min(1, { error: `is empty; allowed: at least one of ${analysesAllowed}` })
    .optional(),
  cases: z
    .array(z.strictObject(thresholdCaseKeys, only(thresholdCaseKeys)), instead('a list of cases'))
    .optional(),
};

/** Trailspike's own settings in a rule. Here, unlike in Datadog's part, a key that is not known is a mistake. */
export const trailspikeSchema = z.strictObject(keys, only(keys));

/** What `instead` says, and of keys that are not among the known ones which those are. */
function only(known: object): { error: (issue: z.core.$ZodRawIssue) => string } {
  return {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return shape.error(issue);
      const unknown = issue.keys.map(show).join(', ');
      return `has the unknown key ${unknown}; allowed: ${Object.keys(known).join(', ')}`;
    },
  };
}
