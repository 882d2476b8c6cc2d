import type { Rule } from './rule.js';
import { ruleOf } from './rule-of.js';
import type { RuleJson } from './rule-schema.js';
import { IDENTITY_ATTRIBUTE, SECRET_ATTRIBUTE } from './supported.js';

/**
 * The rule that is used when no rule file is given, as the JSON of a Datadog rule: a user can write it to a file,
 * edit it and read it again. It has the name and the purpose of rule def-000-mfm in the Datadog catalogue. Datadog
 * does not publish the query and the options of that rule. That distinct secrets are counted by ARN, and which services
 * are excepted, is what an export of Datadog's rules of December 2022 has ("User enumerated AWS Secrets Manager -
 * Anomaly"); what is under `trailspike` besides that, and the tolerance, are Trailspike's own.
 */
export const BUILT_IN_RULE_JSON = {
  id: 'trailspike-secrets-retrieved-anomaly',
  name: 'Anomalous number of secrets retrieved from AWS Secrets Manager',
  isEnabled: true,
  type: 'log_detection',
  message: `## Goal
Find an identity that retrieves far more secrets from AWS Secrets Manager than usual.

## Strategy
The different secrets that an identity retrieves (GetSecretValue) are counted in buckets of five minutes and compared with the last two weeks of the same identity. Failed calls disclose nothing and are looked at apart. What AWS services retrieve on the identity's behalf does not count.

## What to do
1. Check whether {{@userIdentity.arn}} was expected to retrieve these secrets at that time and from {{@network.client.ip}}.
2. If it was, add the identity to the suppressions.
3. If it was not, revoke its credentials and sessions, rotate every secret in the evidence, and investigate its other calls.
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
      aggregation: 'cardinality',
      distinctFields: [SECRET_ATTRIBUTE],
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
      detectionTolerance: 3,
      instantaneousBaseline: false,
    },
  },
  trailspike: {
    windows: [1800, 21600, 86400],
    analyses: ['volume', 'breadth', 'novelty', 'origin', 'attempts', 'credential', 'spread', 'coincidence'],
    failedCalls: 'apart',
    exceptInvokedBy: [
      'access-analyzer.amazonaws.com',
      'apidestinations.events.amazonaws.com',
      'config.amazonaws.com',
      'rds.amazonaws.com',
    ],
  },
} satisfies RuleJson;

/** The rule that is used when no rule file is given, with all defaults filled in. */
export const BUILT_IN_RULE: Rule = ruleOf(BUILT_IN_RULE_JSON);
