import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/decode/decode-limits.js';
import { decodeObject, decodeOptions, type DecodeOptions } from '../../../src/decode/decode-object.js';
import { decoders } from '../../../src/decode/decoders.js';
import type { RecordDecoder } from '../../../src/decode/record-decoder.js';
import { REFERENCE_DECODER } from '../../../src/decode/reference/reference-decoder.js';
import type { ObjectOutcome } from '../../../src/model/coverage.js';
import type { Projected } from '../../../src/model/retrieval.js';
import { resolveRule } from '../../../src/rule/parse-rule.js';
import { selectionOf } from '../../../src/rule/select-events.js';
import { ruleWith } from '../../rule/rule-with.js';
import { runs, seen } from '../../support/thorough.js';
import { RETRIEVALS } from '../decode-all.js';

const eventsOf = (query: string): Parameters<typeof selectionOf>[0] =>
  resolveRule(ruleWith({ query: { query } }), 'f').events;
const ALL_CALLS = 'source:cloudtrail @eventSource:secretsmanager.amazonaws.com';
const READ = 'source:cloudtrail @evt.name:GetSecretValue';

/** Selections that see plain context, count context calls, exclude events by fields of any kind, or read a field more. */
const SELECTIONS = {
  'the built-in rule': [RETRIEVALS],
  'a rule that counts all calls': [selectionOf(eventsOf(ALL_CALLS), [])],
  'both at once': [RETRIEVALS, selectionOf(eventsOf(ALL_CALLS), [])],
  'two that only read': [RETRIEVALS, selectionOf(eventsOf(`${READ} @userAgent:boto*`), [])],
  'an exclusion by address': [
    selectionOf(eventsOf(READ), [{ name: 'office', query: '@sourceIPAddress:203.0.113.9' }]),
  ],
  'a rule for SSM': [selectionOf(eventsOf('source:cloudtrail @evt.name:GetParameter'), [])],
};

/** A field that is mostly as usual: seldom missing or something else. */
const mostly = (usual: readonly unknown[], unusual: readonly unknown[] = []): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, null, 7, ...unusual) },
  );

const LONG = 'x'.repeat(600);
const principal = fc.record({
  type: mostly(['AssumedRole', 'IAMUser']),
  arn: mostly(
    ['arn:aws:sts::111122223333:assumed-role/a/s', 'arn:aws:sts::111122223333:assumed-role/b/t'],
    [LONG],
  ),
  accountId: mostly(['111122223333']),
  principalId: mostly(['AROA:s']),
  accessKeyId: mostly(['ASIA1', 'ASIA2', 'ASIA3'], [LONG]),
  sessionContext: mostly([
    { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/a' } },
    { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/AWSReservedSSO_b' } },
  ]),
  invokedBy: fc.constantFrom(undefined, undefined, 'lambda.amazonaws.com'),
});

const record = fc.record({
  eventSource: mostly(['secretsmanager.amazonaws.com', 'secretsmanager.amazonaws.com', 'ssm.amazonaws.com']),
  eventName: mostly([
    ...[
      'DescribeSecret',
      'DescribeSecret',
      'DescribeSecret',
      'DeleteParameter',
      'DeleteParameter',
      'ListSecrets',
      'CreateSecret',
      'ReplicateSecretToRegions',
    ],
    ...['TagResource', 'GetSecretValue', 'PutParameter', 'DescribeParameters', 'DeleteParameter'],
  ]),
  eventTime: mostly(
    ['2026-03-01T12:00:05Z', '2026-03-01T12:00:06Z', '2026-02-28T23:59:59Z'],
    ['2026-03-01 12:00:05', '2028-02-29T00:00:00Z', '2026-02-30T00:00:00Z', '2026-03-01T12:00:05+01:00', ''],
  ),
  eventID: fc.uuid(),
  sourceIPAddress: mostly(['203.0.113.9', '203.0.113.10'], [LONG]),
  userAgent: mostly(['boto3', 'aws-cli'], ['\u00e9']),
  awsRegion: mostly(['us-east-1', 'eu-central-1']),
  recipientAccountId: mostly(['111122223333', '111122223333', '444455556666'], ['']),
  managementEvent: mostly([true], [false]),
  eventCategory: mostly(['Management'], ['NetworkActivity']),
  errorCode: fc.constantFrom(undefined, undefined, undefined, 'AccessDenied', '-'),
  addendum: mostly([undefined], [{ originalEventID: 'e' }, '{"reason":"x"}']),
  userIdentity: fc.oneof({ weight: 12, arbitrary: principal }, { weight: 1, arbitrary: mostly(['someone']) }),
  requestParameters: mostly([
    ...[{ secretId: 'db/one' }, { secretId: 'db/one' }, { secretId: 'db/two' }, { name: 'db/one' }],
    ...[{ secretId: LONG }, { secretId: 'db/\u00e9' }, { secretId: ['db/one'] }, {}],
    { name: 'db/one', addReplicaRegions: [{ region: 'eu-west-1' }] },
  ]),
});

interface Decoded {
  readonly outcomes: readonly ObjectOutcome[];
  readonly given: readonly (readonly [selection: number, one: Projected])[];
}

function decode(
  among: readonly RecordDecoder[],
  objects: readonly Uint8Array[],
  options: DecodeOptions,
): Decoded {
  const given: [number, Projected][] = [];
  const outcomes = objects.map((bytes) => ({
    ...decodeObject(bytes, options, (one, selection) => given.push([selection, one]), undefined, among),
    fallback: false,
  }));
  return { outcomes, given };
}

/** How many context events had a list of items that was given before. Only repeated events share their lists. */
function repeatedIn({ given }: Decoded, before: Set<readonly string[]>): number {
  const lists = given.flatMap(([, { kind, items }]) => (kind === 'context' ? [items] : []));
  const known = before.size;
  for (const items of lists) before.add(items);
  return lists.length - (before.size - known);
}

test.each(Object.entries(SELECTIONS))(
  'events whose caller and call were seen before give the same context as parsed ones: %s',
  (_, selections) => {
    let repeated = 0;
    const lists = new Set<readonly string[]>();
    const manners = ['arn', 'issuer'].flatMap((mode) =>
      [[], ['111122223333']].flatMap((accounts) =>
        [[], ['us-east-1']].map((regions) => {
          const identityMode = mode as 'arn' | 'issuer';
          return decodeOptions(DEFAULT_LIMITS, { identityMode, accounts, regions }, selections);
        }),
      ),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(record, { minLength: 30, maxLength: 80, size: 'max' }), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.constantFrom(...manners),
        (documents, options) => {
          const objects = documents.map((Records) => gzipSync(JSON.stringify({ Records })));
          const fast = decode(decoders(), objects, options);
          const reference = decode([REFERENCE_DECODER], objects, options);
          expect(fast.given).toEqual(reference.given);
          expect(fast.outcomes).toEqual(reference.outcomes);
          expect(repeatedIn(reference, new Set())).toBe(0);
          repeated += repeatedIn(fast, lists);
        },
      ),
      { numRuns: runs(400) },
    );
    const isPlain = selections.every(({ isPlainContext }) =>
      ['secretsmanager DescribeSecret', 'ssm DeleteParameter'].some((call) => {
        const [service, name] = call.split(' ') as [string, string];
        return isPlainContext(`${service}.amazonaws.com`, name);
      }),
    );
    if (isPlain) expect(repeated).toBeGreaterThan(seen(10));
    else expect(repeated).toBe(0);
  },
);

test('which calls are plain context', () => {
  const plain = (selection: typeof RETRIEVALS, name: string, service = 'secretsmanager'): boolean =>
    selection.isPlainContext(`${service}.amazonaws.com`, name);
  expect(plain(RETRIEVALS, 'DescribeSecret')).toBe(true);
  expect(plain(RETRIEVALS, 'GetSecretValue')).toBe(false);
  expect(plain(RETRIEVALS, 'BatchGetSecretValue')).toBe(false);
  expect(plain(RETRIEVALS, 'DescribeParameters', 'ssm')).toBe(false);
  const [ssm] = SELECTIONS['a rule for SSM'] as [typeof RETRIEVALS];
  expect(plain(ssm, 'DeleteParameter', 'ssm')).toBe(true);
  // What it says depends on other fields.
  expect(plain(ssm, 'PutParameter', 'ssm')).toBe(false);
  expect(plain(SELECTIONS['a rule that counts all calls'][0]!, 'DescribeSecret')).toBe(false);
  expect(plain(SELECTIONS['an exclusion by address'][0]!, 'DescribeSecret')).toBe(false);
  const grouped = resolveRule(
    ruleWith({ query: { query: READ, groupByFields: ['@userIdentity.arn', '@sourceIPAddress'] } }),
    'f',
  ).events;
  expect(plain(selectionOf(grouped, []), 'DescribeSecret')).toBe(false);
});
