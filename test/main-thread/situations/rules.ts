import { resolveRule } from '../../../src/rule/parse-rule.js';
import type { Rule } from '../../../src/rule/rule.js';
import { parseSuppressions } from '../../../src/rule/suppression/parse-suppressions.js';
import type { Suppression } from '../../../src/rule/suppression/suppression.js';
import { ruleWith } from '../../rule/rule-with.js';
import {
  ACCOUNT,
  daily,
  DAY,
  FIRST_DAY,
  PERSON,
  plainly,
  type Objects,
  read,
  LONG,
  LONG_RETRIEVALS,
  story,
  type Situation,
} from './story.js';

/** Rules of Datadog's, and suppressions. */

const rule = (query: object, more: object = {}): readonly Rule[] => [
  resolveRule(
    ruleWith({ query: { query: 'source:cloudtrail @evt.name:GetSecretValue', ...query }, rule: { ...more } }),
    'test',
  ),
];

const told = (): Objects => daily(plainly, undefined, story({}, LONG));

const SESSION = {
  type: 'AssumedRole',
  principalId: 'AROASTORY:build-77',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/builder/build-77`,
  accountId: ACCOUNT,
  sessionContext: {
    sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/builder`, userName: 'builder' },
  },
};
const bySession = () => daily(plainly, undefined, story({ userIdentity: SESSION }, LONG));
const denied = { errorCode: 'AccessDeniedException', errorMessage: 'not authorized' };
const by = (field: string): object => ({ groupByFields: [field] });

export const DERIVED_ATTRIBUTES: readonly Situation[] = [
  {
    name: 'by the role of a session',
    objects: bySession,
    options: { rules: rule(by('@userIdentity.assumed_role')) },
    right: { retrievals: LONG_RETRIEVALS, signals: ['builder'] },
  },
  {
    name: 'by the account of who called',
    objects: bySession,
    options: { rules: rule(by('@usr.account_id')) },
    right: { retrievals: LONG_RETRIEVALS, signals: [ACCOUNT] },
  },
  {
    name: 'calls that failed, by their outcome',
    objects: () => daily(plainly, undefined, story(denied, LONG)),
    options: { rules: rule({ query: 'source:cloudtrail @evt.name:GetSecretValue @evt.outcome:failure' }) },
    right: { retrievals: LONG_RETRIEVALS },
  },
  {
    name: 'calls that did not fail, where all did',
    objects: () => daily(plainly, undefined, story(denied, LONG)),
    options: { rules: rule({ query: 'source:cloudtrail @evt.name:GetSecretValue -@level:error' }) },
    right: { retrievals: 0, signals: [], says: /none of the records that were read matched/ },
  },
];

const DISTINCT = rule({ aggregation: 'cardinality', distinctFields: ['@requestParameters.secretId'] });
/** 60 more reads on the afternoon of the fifth day. */
const withMore = (secret: (n: number) => string, more: object = {}) =>
  daily(
    plainly,
    undefined,
    story({}, LONG).map((records, day) =>
      day !== 4
        ? records
        : [
            ...records,
            ...Array.from({ length: 60 }, (_, n) =>
              read(FIRST_DAY + day * DAY + 50_000 + n, secret(n), { ...more }),
            ),
          ],
    ),
  );

export const DISTINCT_RULE: readonly Situation[] = [
  {
    name: 'different secrets count',
    objects: told,
    options: { rules: DISTINCT },
    right: { retrievals: LONG_RETRIEVALS },
  },
  {
    name: 'the same secret again and again is one',
    objects: () => withMore(() => 'team/daily-0'),
    options: { rules: DISTINCT },
    right: { retrievals: LONG_RETRIEVALS + 60 },
  },
  {
    name: 'what a service reads on someone’s behalf is left out by the query',
    objects: () =>
      withMore((n) => `rds/${n}`, {
        userIdentity: { ...story()[0]![0]!.userIdentity, invokedBy: 'rds.amazonaws.com' },
      }),
    options: {
      rules: rule({
        query:
          'source:cloudtrail @evt.name:GetSecretValue -@userIdentity.invokedBy:(rds.amazonaws.com OR config.amazonaws.com)',
        aggregation: 'cardinality',
        distinctFields: ['@requestParameters.secretId'],
      }),
    },
    right: { retrievals: LONG_RETRIEVALS },
  },
];

const suppressed = (part: object): readonly Suppression[] =>
  parseSuppressions(json({ name: 'known', enabled: true, suppression_query: '*', ...part }), 'test');
const json = JSON.stringify;

export const SUPPRESSIONS: readonly Situation[] = [
  {
    name: 'of the rule with this id',
    objects: told,
    options: {
      rules: rule({}, { id: 'abc-def-123' }),
      suppressions: suppressed({ rule_query: 'ruleId:(zzz OR abc-def-123)' }),
    },
    right: { retrievals: LONG_RETRIEVALS, suppressedBy: 'known' },
  },
  {
    name: 'of a rule with another id, said to be unused',
    objects: told,
    options: {
      rules: rule({}, { id: 'abc-def-123' }),
      suppressions: suppressed({ rule_query: 'ruleId:zzz' }),
    },
    right: { retrievals: LONG_RETRIEVALS, says: /suppression "known" matched nothing/ },
  },
  {
    name: 'of all rules but one, and of a status',
    objects: told,
    options: {
      rules: rule({}, { id: 'abc-def-123' }),
      suppressions: suppressed({
        rule_query: '-ruleId:zzz',
        suppression_query: `status:low @userIdentity.arn:"${PERSON}"`,
      }),
    },
    right: { retrievals: LONG_RETRIEVALS, suppressedBy: 'known' },
  },
];
