import type { Rule } from './rule.js';
import { ruleOf } from './rule-of.js';
import type { RuleJson } from './rule-schema.js';
import { IDENTITY_ATTRIBUTE } from './supported.js';

/**
 * The rule that is used when no file is given, as the JSON of a Datadog rule, so that it can be written to a
 * file, edited and read again. It has the purpose and name of def-000-mfm in Datadog's catalogue; that rule's
 * query and options are not published, so those here are its documented siblings' usual ones.
 */
export const BUILT_IN_RULE_JSON = {
  id: 'trailspike-secrets-retrieved-anomaly',
  name: 'Anomalous number of secrets retrieved from AWS Secrets Manager',
  isEnabled: true,
  type: 'log_detection',
  message: `## Goal
Find an identity that retrieves far more secrets from AWS Secrets Manager than it ever does.

## Strategy
Retrievals (GetSecretValue) are counted for each identity in buckets of five minutes and compared with that identity's own last two weeks.

## What to do
1. Ask whether {{@userIdentity.arn}} was meant to retrieve these secrets at that time and from {{@network.client.ip}}.
2. If it was, add the identity to the suppressions.
3. If it was not, revoke its credentials and sessions, rotate every secret in the evidence, and follow what else it did.
`,
  tags: [
    'source:cloudtrail',
    'security:attack',
    'tactic:TA0006-credential-access',
    'technique:T1555-credentials-from-password-stores',
  ],
  queries: [
    {
      name: 'a',
      query: 'source:cloudtrail @evt.name:GetSecretValue',
      aggregation: 'count',
      groupByFields: [IDENTITY_ATTRIBUTE],
    },
  ],
  cases: [{ name: '', status: 'medium', condition: 'a > 0.995', notifications: [] }],
  options: {
    detectionMethod: 'anomaly_detection',
    evaluationWindow: 1800,
    keepAlive: 3600,
    maxSignalDuration: 86400,
    anomalyDetectionOptions: {
      bucketDuration: 300,
      learningDuration: 24,
      detectionTolerance: 5,
      instantaneousBaseline: false,
    },
  },
  trailspike: { windows: [1800, 21600, 86400], analyses: ['volume', 'breadth', 'novelty', 'origin'] },
} satisfies RuleJson;

/** The rule that is used when no file is given. */
export const BUILT_IN_RULE: Rule = ruleOf(BUILT_IN_RULE_JSON);
