import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SignalEvidence } from '../../src/model/signal-evidence.js';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { simulate } from '../../src/simulate/simulate.js';
import { plantTheft, retrievalRecord, THIEF } from '../support/planted-theft.js';
import { scanResult } from '../support/run-output.js';
import { temporaryFolder } from '../support/temporary.js';

interface PlainRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly eventTime: string;
  readonly errorCode?: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly awsRegion: string;
  readonly recipientAccountId: string;
  readonly managementEvent?: boolean;
  readonly userIdentity: {
    readonly arn?: string;
    readonly accessKeyId?: string;
    readonly invokedBy?: string;
  };
  readonly requestParameters: { readonly secretId?: string } | null;
}

/** Every record below a folder, once, by plain JSON.parse, with the objects that have it. */
function plainRecords(folder: string): PlainRecord[] {
  const byId = new Map<string, PlainRecord>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\/CloudTrail\/.*\.json\.gz$/.test(name)) continue;
    const { Records } = JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString()) as {
      Records: PlainRecord[];
    };
    for (const record of Records) byId.set(record.eventID, record);
  }
  return [...byId.values()];
}

/** `REGION:ACCOUNT:NAME`, as a record names the secret. */
function keyOf({ requestParameters, awsRegion, recipientAccountId }: PlainRecord): string {
  const id = requestParameters?.secretId ?? '';
  const arn = /^arn:[^:]*:secretsmanager:([^:]*):([^:]*):secret:(.+)-[A-Za-z0-9]{6}$/.exec(id);
  return arn === null ? `${awsRegion}:${recipientAccountId}:${id}` : `${arn[1]!}:${arn[2]!}:${arn[3]!}`;
}

function countsBy<Value>(values: readonly Value[], of: (value: Value) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[of(value)] = (counts[of(value)] ?? 0) + 1;
  return counts;
}

const organisation = temporaryFolder();
let evidence: readonly SignalEvidence[];
let records: PlainRecord[];

beforeAll(async () => {
  await simulate({ days: 12, identities: 24, seed: 11, thefts: 5, noise: 1 }, directoryWriter(organisation));
  plantTheft(organisation);
  records = plainRecords(organisation);
  const run = await scanResult({ sources: [organisation], threads: 1, shards: 2, explain: 50 });
  ({ evidence } = run);
  expect(run.signals.length).toBeGreaterThanOrEqual(3);
  expect(evidence.map(({ signal }) => signal)).toEqual(
    run.signals.filter(({ suppressed }) => suppressed === null).map(({ id }) => id),
  );
}, 60_000);

/** The records of a signal: calls of its identity in its time, without batch calls. */
function recordsOf({ identity, start, end }: SignalEvidence): PlainRecord[] {
  return records.filter(
    ({ eventName, eventSource, userIdentity, eventTime, managementEvent }) =>
      eventSource === 'secretsmanager.amazonaws.com' &&
      eventName === 'GetSecretValue' &&
      managementEvent !== false &&
      userIdentity.arn === identity &&
      eventTime >= start &&
      eventTime < end,
  );
}

const plain = (): SignalEvidence[] => evidence.filter(({ counts }) => counts.batchCalls === 0);

test('counts are those of JSON.parse over the same objects, and all was found', () => {
  expect(plain().length).toBeGreaterThanOrEqual(3);
  for (const one of plain()) {
    const own = recordsOf(one);
    const good = own.filter(({ errorCode }) => errorCode === undefined);
    expect(one.counts).toMatchObject({
      retrievals: good.length,
      failures: own.length - good.length,
      items: new Set(good.map(keyOf)).size,
    });
    expect(one.coverage.complete).toBe(true);
    expect(Object.fromEntries(one.items.map(({ key, retrievals }) => [key, retrievals]))).toEqual(
      countsBy(good, keyOf),
    );
    const byOrigin = (record: PlainRecord): string => `${record.sourceIPAddress} ${record.userAgent}`;
    expect(
      Object.fromEntries(
        one.origins
          .filter(({ retrievals }) => retrievals > 0)
          .map(({ address, userAgent, retrievals }) => [`${address} ${userAgent}`, retrievals]),
      ),
    ).toEqual(countsBy(good, byOrigin));
    for (const [list, of] of [
      [one.regions, (record: PlainRecord) => record.awsRegion],
      [one.accounts, (record: PlainRecord) => record.recipientAccountId],
    ] as const) {
      expect(Object.fromEntries(list.map(({ value, count }) => [value, count]))).toEqual(countsBy(own, of));
    }
  }
});

test('new items are those that no earlier record of the role has', () => {
  const roleOf = (arn = ''): string => arn.replace(/(:assumed-role\/[^/]+)\/.*/, '$1');
  for (const one of plain()) {
    const isPerson = /@/.test(one.identity);
    const earlier = new Set(
      records
        .filter(
          ({ eventName, userIdentity, eventTime, errorCode }) =>
            eventName === 'GetSecretValue' &&
            errorCode === undefined &&
            eventTime < one.start &&
            (isPerson
              ? userIdentity.arn === one.identity
              : roleOf(userIdentity.arn) === roleOf(one.identity)),
        )
        .map(keyOf),
    );
    for (const { key, isNew } of one.items) expect([key, isNew]).toEqual([key, !earlier.has(key)]);
  }
});

test('readers are the other roles, people and users that read an item before', () => {
  const groupOf = (arn: string): string => {
    const session = /^(.*:assumed-role\/([^/]+))\/(.+)$/.exec(arn);
    if (session === null) return arn;
    return session[2]!.startsWith('AWSReservedSSO_') || session[3]!.includes('@') ? arn : session[1]!;
  };
  for (const one of plain()) {
    const others = records.filter(
      ({ eventName, userIdentity, eventTime, errorCode, managementEvent }) =>
        eventName === 'GetSecretValue' &&
        errorCode === undefined &&
        managementEvent !== false &&
        userIdentity.arn !== undefined &&
        eventTime < one.start &&
        groupOf(userIdentity.arn) !== groupOf(one.identity),
    );
    for (const { key, readers } of one.items) {
      const reading = others.filter((record) => keyOf(record) === key);
      const groups = new Set(reading.map(({ userIdentity }) => groupOf(userIdentity.arn!)));
      expect([key, readers.identities]).toEqual([key, groups.size]);
      expect([...groups]).toEqual(expect.arrayContaining([...readers.names]));
      const days = new Set(
        reading.map(
          ({ userIdentity, eventTime }) => `${groupOf(userIdentity.arn!)} ${eventTime.slice(0, 10)}`,
        ),
      );
      // The day of the signal counts where it is the first of a reader.
      const today = [...days].filter((day) => day.endsWith(one.start.slice(0, 10)));
      const known = today.filter((day) =>
        [...days].some((other) => other !== day && other.startsWith(day.slice(0, -10))),
      );
      expect([key, readers.days]).toEqual([key, days.size - known.length]);
      expect(readers.frequency === 'UNSEEN').toBe(groups.size === 0);
    }
  }
});

test('each telling record is in the object that it names', () => {
  for (const { records: telling, items } of evidence) {
    expect(telling.length).toBeLessThanOrEqual(20);
    for (const { eventID, object, item } of telling) {
      const text = gunzipSync(readFileSync(new URL(object))).toString();
      const found = (JSON.parse(text) as { Records: PlainRecord[] }).Records.find(
        (record) => record.eventID === eventID,
      );
      expect(found).toBeDefined();
      if (item >= 0) expect(keyOf(found!)).toBe(items[item]!.key);
    }
  }
});

test('the planted theft has all 26 items, with complete ARNs, and its first retrievals', () => {
  const theft = evidence.find(({ identity }) => identity === THIEF)!;
  expect(theft.items.filter(({ isNew }) => isNew === true)).toHaveLength(25);
  expect(theft.items[0]).toMatchObject({
    arn: 'arn:aws:secretsmanager:us-east-1:999988887777:secret:stolen-0-AbCdEf',
    isNew: true,
    readers: { frequency: 'UNSEEN', identities: 0, days: 0, names: [] },
  });
  expect(theft.sessions).toEqual([
    {
      arn: THIEF,
      type: 'IAMUser',
      issuer: '',
      created: null,
      mfa: null,
      count: theft.counts.retrievals,
      assumedBy: null,
    },
  ]);
});

/** Objects of one account and region: what each has, by the minute of its delivery. */
function trailOf(objects: Readonly<Record<string, readonly object[]>>): string {
  const folder = temporaryFolder();
  for (const [minute, Records] of Object.entries(objects)) {
    const [date] = minute.split('T');
    const path = join(
      folder,
      `AWSLogs/999988887777/CloudTrail/us-east-1/${date!.replaceAll('-', '/')}`,
      `999988887777_CloudTrail_us-east-1_${minute.replace(/[-:]/g, '')}Z_abcdefghijklmnop.json.gz`,
    );
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, gzipSync(JSON.stringify({ Records })));
  }
  return folder;
}

const START = 1_767_571_200;

/** Ten quiet days of one user, an object each. */
function quietDays(change: (record: object) => object = (record) => record): Record<string, object[]> {
  return Object.fromEntries(
    Array.from({ length: 10 }, (_, day) => {
      const noon = START + day * 86_400 + 43_200;
      const minute = new Date((noon + 300) * 1000).toISOString().slice(0, 16);
      return [minute, [change(retrievalRecord(`daily-${day}`, noon, 'daily'))]];
    }),
  );
}

const session =
  (agent: string, key = 'ASIAEXAMPLEKEY000001') =>
  (record: object) => ({
    ...record,
    userAgent: agent,
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLE:deploy',
      arn: 'arn:aws:sts::999988887777:assumed-role/deploy/deploy',
      accountId: '999988887777',
      accessKeyId: key,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          arn: 'arn:aws:iam::999988887777:role/deploy',
          accountId: '999988887777',
        },
        attributes: { creationDate: '2026-01-14T11:58:00Z', mfaAuthenticated: 'false' },
      },
    },
  });

describe('one identity, one key and one address, two programs', () => {
  const honest = session('Boto3/1.34.0');
  const thief = session('stratus-red-team/2.1');
  const at = START + 9 * 86_400 + 43_200;
  const deployment = Array.from({ length: 40 }, (_, n) =>
    honest(retrievalRecord(`deploy-${n}`, at + n, `app/config-${n}`)),
  );
  const theft = Array.from({ length: 20 }, (_, n) =>
    thief(retrievalRecord(`stolen-${n}`, at + 20 + n, `vault/crown-${n}`)),
  );
  const assumeRole = {
    eventTime: '2026-01-14T11:58:00Z',
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    awsRegion: 'us-east-1',
    eventID: 'assume-1',
    recipientAccountId: '999988887777',
    sourceIPAddress: '198.51.100.77',
    userAgent: 'aws-cli/2.17.0',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::999988887777:user/mallory' },
    requestParameters: { roleArn: 'arn:aws:iam::999988887777:role/deploy', roleSessionName: 'deploy' },
    responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLEKEY000001' } },
    readOnly: true,
  };
  const folder = trailOf({
    ...quietDays(honest),
    '2026-01-14T12:02': [assumeRole],
    '2026-01-14T12:05': deployment,
    '2026-01-14T12:06': theft,
    // Delivered again, by a second trail.
    '2026-01-14T12:07': theft.slice(0, 5),
  });

  test('the evidence sets the twenty stolen reads apart from the forty honest ones', async () => {
    const { evidence: found, signals } = await scanResult({
      sources: [folder],
      threads: 1,
      shards: 1,
      explain: 1,
    });
    expect(signals).toHaveLength(1);
    const [one] = found;
    expect(one!.counts).toMatchObject({ retrievals: 60, items: 60, newItems: 60 });
    expect(
      one!.origins.map(({ userAgent, retrievals, items, newItems, isNew, accessKeys }) => [
        userAgent,
        retrievals,
        items.length,
        newItems,
        isNew,
        accessKeys,
      ]),
    ).toEqual([
      ['Boto3/1.34.0', 40, 40, 40, false, ['ASIAEXAMPLEKEY000001']],
      ['stratus-red-team/2.1', 20, 20, 20, true, ['ASIAEXAMPLEKEY000001']],
    ]);
    const stolen = one!.origins[1]!.items.map((item) => one!.items[item]!.key);
    expect(stolen.every((key) => key.includes(':vault/crown-'))).toBe(true);
    expect(one!.records.some(({ origin }) => origin === 0)).toBe(true);
    expect(one!.records.some(({ origin }) => origin === 1)).toBe(true);
  });

  test('the session names who began it, and whether with a second factor', async () => {
    const { evidence: found } = await scanResult({ sources: [folder], threads: 1, shards: 1, explain: 1 });
    expect(found[0]!.sessions).toMatchObject([
      {
        issuer: 'arn:aws:iam::999988887777:role/deploy',
        created: '2026-01-14T11:58:00Z',
        mfa: false,
        count: 60,
        assumedBy: {
          eventID: 'assume-1',
          caller: 'arn:aws:iam::999988887777:user/mallory',
          address: '198.51.100.77',
        },
      },
    ]);
  });
});

describe('late delivery', () => {
  const at = START + 9 * 86_400 + 43_200;
  const theft = (from: number, to: number): object[] =>
    Array.from({ length: to - from }, (_, n) =>
      retrievalRecord(`stolen-${from + n}`, at + from + n, `s-${from + n}`),
    );
  // Half of it comes at once, the rest a day later.
  const folder = trailOf({
    ...quietDays(),
    '2026-01-14T12:08': theft(0, 15),
    '2026-01-15T12:08': theft(15, 30),
  });

  test('what was delivered a day later is found', async () => {
    const { evidence: found, explained } = await scanResult({
      sources: [folder],
      threads: 1,
      shards: 1,
      explain: 1,
    });
    expect(found[0]).toMatchObject({ counts: { retrievals: 31 }, coverage: { complete: true } });
    // Those of the two days, each once.
    expect(explained).toMatchObject({ objects: 3 });
  });

  test('records that vanish between reading and explaining make the evidence incomplete, and the run says so', async () => {
    const state = temporaryFolder();
    const options = { sources: [folder], threads: 1, shards: 1, explain: 1, state };
    await scanResult(options);
    writeFileSync(
      join(
        folder,
        'AWSLogs/999988887777/CloudTrail/us-east-1/2026/01/14/999988887777_CloudTrail_us-east-1_20260114T1208Z_abcdefghijklmnop.json.gz',
      ),
      gzipSync(JSON.stringify({ Records: theft(0, 10) })),
    );
    const { evidence: found, explained, signals } = await scanResult(options);
    expect(signals[0]!.observed.retrievals).toBe(31);
    expect(found[0]).toMatchObject({ counts: { retrievals: 26 }, coverage: { complete: false } });
    expect(explained).toMatchObject({ signals: 1, incomplete: 1 });
  });
});

test('of objects without a date in their names, only those with retrievals are read again', async () => {
  const at = START + 9 * 86_400 + 43_200;
  const folder = temporaryFolder();
  const write = (name: string, Records: readonly object[]): void =>
    writeFileSync(join(folder, name), JSON.stringify({ Records }));
  write('quiet.json', Object.values(quietDays()).flat());
  write(
    'theft.json',
    Array.from({ length: 30 }, (_, n) => retrievalRecord(`stolen-${n}`, at + n, `s-${n}`)),
  );
  write('other.json', [
    { ...retrievalRecord('other', at, 'other'), eventSource: 's3.amazonaws.com', eventName: 'ListBuckets' },
  ]);
  writeFileSync(join(folder, 'labels.json'), JSON.stringify({ identities: ['none'] }));
  const { evidence: found, explained } = await scanResult({
    sources: [folder],
    threads: 1,
    shards: 1,
    explain: 1,
  });
  expect(found[0]).toMatchObject({ counts: { retrievals: 31 }, coverage: { complete: true } });
  expect(explained).toMatchObject({ objects: 2 });
});
