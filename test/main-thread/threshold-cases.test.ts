import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BUILT_IN_RULE_JSON } from '../../src/rule/built-in.js';
import { resolveRule } from '../../src/rule/parse-rule.js';
import { mergeTo, scanTo } from '../support/run-output.js';
import { temporaryFolder } from '../support/temporary.js';

const ACCOUNT = '111122223333';
const RULE = resolveRule(
  {
    ...BUILT_IN_RULE_JSON,
    trailspike: {
      ...BUILT_IN_RULE_JSON.trailspike,
      analyses: ['volume'],
      windows: [],
      cases: [
        { kind: 'denied', status: 'low' },
        { kind: 'matchAllBatch' },
        { kind: 'crossAccount', atLeast: 4, status: 'high' },
      ],
    },
  },
  'test',
);

let events = 0;

function record(user: string, minute: number, fields: object): object {
  return {
    eventVersion: '1.11',
    eventID: `event-${events++}`,
    eventTime: `2026-03-01T12:${String(minute).padStart(2, '0')}:00Z`,
    eventSource: 'secretsmanager.amazonaws.com',
    eventName: 'GetSecretValue',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '203.0.113.9',
    userAgent: 'aws-cli/2.17.32',
    readOnly: true,
    recipientAccountId: ACCOUNT,
    userIdentity: { type: 'IAMUser', accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/${user}` },
    ...fields,
  };
}

const arn = (account: string, name: string): string =>
  `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}-AbCdEf`;
const times = (count: number, make: (n: number) => object): object[] =>
  Array.from({ length: count }, (_, n) => make(n));

const denied = (user: string, errorCode: string, count: number): object[] =>
  times(count, (n) => record(user, n, { errorCode, errorMessage: 'no', requestParameters: null }));
const batch = (user: string, value: string): object =>
  record(user, 9, {
    eventName: 'BatchGetSecretValue',
    requestParameters: { filters: [{ key: 'tag-key', values: [value] }] },
  });
const reads = (user: string, account: string, count: number): object[] =>
  times(count, (n) => record(user, n, { requestParameters: { secretId: arn(account, `db-${n}`) } }));

const RECORDS = [
  ...denied('refused', 'AccessDenied', 12),
  ...denied('refused', 'AccessDeniedException', 8),
  ...denied('throttled', 'ThrottlingException', 30),
  batch('everything', '!nothing'),
  batch('team', 'payments'),
  ...reads('neighbour', '444455556666', 4),
  ...reads('at-home', ACCOUNT, 9),
];

test('denied calls, match-all batch calls and secrets of other accounts are found, in one run and in parts', async () => {
  const folders = [0, 1].map((part) => {
    const folder = temporaryFolder();
    const half = RECORDS.filter((_, index) => index % 2 === part || index % 5 === 0);
    writeFileSync(join(folder, 'part.json'), JSON.stringify({ Records: half }));
    return folder;
  });
  const whole = await scanTo({ sources: folders, rules: [RULE], threads: 1, shards: 2 });
  const found = whole.run.signals.map(({ identity, status, analyses }) => [
    identity.key.split('/')[1],
    status,
    ...analyses.map(({ kind, observed, pValue }) => [kind, observed, pValue]),
  ]);
  expect(found.sort()).toEqual([
    ['everything', 'info', ['matchAllBatch', 1, null]],
    ['neighbour', 'high', ['crossAccount', 4, null]],
    ['refused', 'low', ['denied', 20, null]],
  ]);

  const states = folders.map(() => temporaryFolder());
  for (const [index, state] of states.entries()) {
    await scanTo({
      sources: [folders[index]!],
      rules: [RULE],
      state,
      threads: 1,
      shards: 1,
      hashKey: '00112233445566778899aabbccddeeff',
    });
  }
  const joined = await mergeTo({ states, rules: [RULE], shards: 2 });
  expect(joined.signals).toBe(whole.signals);
  expect(joined.buckets).toBe(whole.buckets);
});

test('a state also serves rules with other thresholds: it always keeps what they count', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'all.json'), JSON.stringify({ Records: RECORDS }));
  const state = temporaryFolder();
  const built = await scanTo({ sources: [folder], state, threads: 1, shards: 1 });
  expect(built.run.signals).toEqual([]);
  const again = await scanTo({ sources: [folder], state, rules: [RULE], threads: 1, shards: 1 });
  expect(again.run.coverage.alreadyProcessed).toBe(1);
  expect(again.run.signals).toHaveLength(3);
});
