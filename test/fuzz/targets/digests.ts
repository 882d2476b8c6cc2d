import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { NoDigest, parseDigest, signedText } from '../../../src/source/digests/digest.js';
import { parseDigestName } from '../../../src/source/digests/digest-name.js';
import { jsonLike } from '../structure/json-tree.js';
import { structureTarget } from '../target.js';

interface Case {
  readonly text: string;
  readonly form: 'plain' | 'gzip' | 'cut' | 'padded';
  /** Parts of a name. */
  readonly name: readonly string[];
}

const FOLDER = 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/04/06';
const log = (n: number): object => ({
  s3Bucket: 'trail',
  s3Object: `${FOLDER}/111122223333_CloudTrail_us-east-1_20260406T080${n}Z_a.json.gz`,
  hashValue: `0${n}`.repeat(32),
  hashAlgorithm: 'SHA-256',
  newestEventTime: '2026-04-06T08:01:00Z',
  oldestEventTime: '2026-04-06T08:00:00Z',
});
const FIRST = {
  awsAccountId: '111122223333',
  digestStartTime: '2026-04-06T08:00:00Z',
  digestEndTime: '2026-04-06T09:00:00Z',
  digestS3Bucket: 'trail',
  digestS3Object: 'AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/04/06/a.json.gz',
  digestPublicKeyFingerprint: 'f00d',
  digestSignatureAlgorithm: 'SHA256withRSA',
  previousDigestS3Bucket: null,
  previousDigestS3Object: null,
  previousDigestHashValue: null,
  previousDigestSignature: null,
  logFiles: [] as object[],
};
const NEXT = {
  ...FIRST,
  previousDigestS3Bucket: 'trail',
  previousDigestS3Object: 'AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/04/06/b.json.gz',
  previousDigestHashValue: 'AB'.repeat(32),
  previousDigestSignature: 'cafe',
  logFiles: [0, 1, 2].map(log),
};
const WHOLE = [FIRST, NEXT].map((one) => JSON.stringify(one));
const NAME = [
  '111122223333',
  '_CloudTrail-Digest_',
  'us-east-1',
  '_',
  'all_events',
  '_',
  'eu-west-1',
  '_',
].concat(['20260406T090000Z', '_backfill', '.json.gz']);

const cases: fc.Arbitrary<Case> = fc.record({
  text: jsonLike([FIRST, NEXT]),
  form: fc.constantFrom('plain', 'gzip', 'gzip', 'cut', 'padded'),
  name: fc
    .array(
      fc.record({
        at: fc.nat(NAME.length - 1),
        part: fc.constantFrom(
          ...NAME,
          '',
          '_'.repeat(3000),
          '20261399T999999Z',
          '__proto__',
          '/',
          '\n',
          '1'.repeat(12),
        ),
      }),
      { maxLength: 3 },
    )
    .map((list) => list.reduce((parts, { at, part }) => parts.with(at, part), NAME)),
});

function bytesOf({ text, form }: Case): Uint8Array {
  const plain = Buffer.from(text);
  if (form === 'plain') return plain;
  const packed = gzipSync(plain);
  if (form === 'cut') return packed.subarray(0, packed.length >> 1);
  return form === 'padded' ? Buffer.concat([packed, Buffer.from('more')]) : packed;
}

const isText = (value: unknown): boolean => typeof value === 'string';

/** CloudTrail's digests: read to something of the right form, or refused with words. */
export const DIGESTS = structureTarget<Case>({
  name: 'digests',
  cases: () => cases,
  size: (one) => one.text.length,
  run(one) {
    const digest = parseDigest(bytesOf(one));
    const isWhole = WHOLE.includes(one.text) && one.form !== 'cut' && one.form !== 'padded';
    if (digest instanceof NoDigest) {
      if (isWhole) throw new Error(`a right digest is refused: ${digest.why}`);
    } else {
      const { accountId, start, end, endText, bucket, key, fingerprint, previous, logs, sha256 } = digest;
      const texts = [accountId, endText, bucket, key, fingerprint, sha256, signedText(digest)];
      if (previous !== null) texts.push(previous.bucket, previous.key, previous.sha256);
      for (const one of logs) texts.push(one.bucket, one.key, one.sha256);
      const times = [start, end, ...logs.flatMap(({ oldest, newest }) => [oldest, newest])];
      if (!texts.every(isText) || !times.every(Number.isSafeInteger) || start > end)
        throw new Error(`it reads ${JSON.stringify(digest)}`);
      if (isWhole && logs.length !== (JSON.parse(one.text) as typeof FIRST).logFiles.length)
        throw new Error('logs are missing');
    }
    const name = parseDigestName(`AWSLogs/${one.name.join('')}`);
    if (isDeepStrictEqual(one.name, NAME) && name?.trail !== 'all_events_eu-west-1')
      throw new Error(`a right name is read as ${JSON.stringify(name)}`);
    if (name !== undefined && !Number.isSafeInteger(name.end))
      throw new Error(`it reads ${JSON.stringify(name)}`);
  },
});
