import { gzipSync } from 'node:zlib';
import { isDeepStrictEqual } from 'node:util';
import { TrailspikeError } from '../../../src/model/errors.js';
import { BUILT_IN_RULE_JSON } from '../../../src/rule/built-in.js';
import { parseRule } from '../../../src/rule/parse-rule.js';
import { QueryError } from '../../../src/rule/query/query-reader.js';
import { parseQuery } from '../../../src/rule/query/parse-query.js';
import { parseSuppressions } from '../../../src/rule/suppression/parse-suppressions.js';
import { csvFields, parseManifest } from '../../../src/source/list/inventory.js';
import { parseObjectKey, parseTrailPrefix } from '../../../src/source/listing/object-key.js';
import { EVERYTHING } from '../../decode/decode-all.js';
import { decodeBoth } from '../../decode/decode-both.js';
import { bytesTarget, type FuzzTarget } from '../target.js';

const RECORD = {
  eventSource: 'secretsmanager.amazonaws.com',
  eventName: 'GetSecretValue',
  eventTime: '2026-04-06T08:00:00Z',
  awsRegion: 'us-east-1',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/a', accountId: '111122223333' },
  requestParameters: { secretId: 'a', __proto__x: [1, { a: null }] },
};
const records = JSON.stringify({ Records: [RECORD, { ...RECORD, eventID: 'b' }] });

function both(input: Uint8Array): void {
  const { fast, reference } = decodeBoth(input, EVERYTHING);
  if (!isDeepStrictEqual(fast, reference)) throw new Error('the decoders differ');
}

const texts =
  (...all: string[]) =>
  (): Uint8Array[] =>
    all.map((text) => Buffer.from(text));
/** @param read may throw what a user can cause */
const text =
  (read: (text: string) => unknown) =>
  (input: Uint8Array): void => {
    try {
      read(Buffer.from(input).toString());
    } catch (error) {
      if (!(error instanceof TrailspikeError || error instanceof QueryError)) throw error;
    }
  };

/** Whole objects and texts, changed in their bytes. */
export const TEXT_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'decoder',
    seeds: () => [
      Buffer.from(records),
      gzipSync(records),
      Buffer.from(JSON.stringify([RECORD])),
      Buffer.from(JSON.stringify(RECORD)),
    ],
    run: both,
  },
  {
    name: 'envelopes',
    seeds: texts(
      JSON.stringify({ logEvents: [{ message: JSON.stringify(RECORD) }] }),
      JSON.stringify({ detail: RECORD, source: 'aws.secretsmanager' }),
      JSON.stringify({ records: [{ data: gzipSync(records).toString('base64') }] }),
      JSON.stringify({
        ...RECORD,
        userIdentity: JSON.stringify(RECORD.userIdentity),
        requestParameters: '{secretId=a, b={c=d}}',
      }),
      `eventsource,eventname,requestparameters\nsecretsmanager.amazonaws.com,GetSecretValue,"{""secretId"":""a""}"\n`,
      `2026-04-06T08:00:00.000Z ${JSON.stringify(RECORD)}\n`,
    ),
    run: both,
  },
  {
    name: 'keys',
    seeds: texts(
      'AWSLogs/o-abc/111122223333/CloudTrail/us-east-1/2026/04/06/111122223333_CloudTrail_us-east-1_20260406T0805Z_aBcD.json.gz',
      'p/AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/04/06/x.json.gz',
    ),
    run: text((key) => [parseObjectKey(key), parseTrailPrefix(key)]),
  },
  {
    name: 'queries',
    seeds: texts(
      'source:cloudtrail @eventSource:"secretsmanager.amazonaws.com" -(@userIdentity.arn:*a?b OR @x:[1 TO 5}) NOT status:error',
      '@evt.name:(GetSecretValue OR BatchGetSecretValue) @a.b:>=3',
    ),
    run: text(parseQuery),
  },
  {
    name: 'rules',
    seeds: texts(JSON.stringify(BUILT_IN_RULE_JSON)),
    run: text((rule) => parseRule(rule, 'rule.json')),
  },
  {
    name: 'suppressions',
    seeds: texts(JSON.stringify([{ name: 'a', suppressionQuery: '@userIdentity.arn:*x*', enabled: true }])),
    run: text((list) => parseSuppressions(list, 'suppressions.json')),
  },
  {
    name: 'lists',
    seeds: texts(
      JSON.stringify({
        sourceBucket: 'a',
        destinationBucket: 'arn:aws:s3:::b',
        version: '2016-11-30',
        fileFormat: 'CSV',
        fileSchema: 'Bucket, Key, Size',
        files: [{ key: 'x', size: 1, MD5checksum: 'a' }],
      }),
      '"a","b%2Fc","1","""d"""',
    ),
    run: (input: Uint8Array) => {
      text((manifest) => parseManifest(manifest, 'manifest.json'))(input);
      text(csvFields)(input);
    },
  },
].map(bytesTarget);
