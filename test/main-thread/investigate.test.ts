import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { investigate, type InvestigationRun } from '../../src/main-thread/search/investigate.js';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { simulate } from '../../src/simulate/simulate.js';
import type { Criterion } from '../../src/triage/search/criterion.js';
import { BUILT_ENTRIES } from '../support/run-output.js';
import { describeUnless } from '../support/skipping.js';
import { writeTrail } from '../support/small-trail.js';
import { temporaryFolder } from '../support/temporary.js';

interface PlainRecord {
  readonly eventID: string;
  readonly eventTime: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly sourceIPAddress: string;
  readonly sharedEventID?: string;
  readonly errorMessage?: string;
  readonly userIdentity: {
    readonly arn?: string;
    readonly accessKeyId?: string;
    readonly sessionContext?: { readonly sessionIssuer?: { readonly arn?: string } };
  };
  readonly requestParameters: Readonly<Record<string, unknown>> | null;
  readonly responseElements: { readonly credentials?: { readonly accessKeyId?: string } } | null;
}

const organisation = temporaryFolder();
const records = new Map<string, PlainRecord>();

beforeAll(async () => {
  await simulate({ days: 5, identities: 12, seed: 3, thefts: 2, noise: 2 }, directoryWriter(organisation));
  for (const name of readdirSync(organisation, { recursive: true, encoding: 'utf8' })) {
    if (!/\/CloudTrail\/.*\.json\.gz$/.test(name)) continue;
    const text = gunzipSync(readFileSync(join(organisation, name))).toString();
    for (const record of (JSON.parse(text) as { Records: PlainRecord[] }).Records) {
      records.set(record.eventID, record);
    }
  }
}, 60_000);

/** Runs an investigation. @returns it, and the records that it found */
async function found(
  criteria: readonly Criterion[],
  more: { from?: number; to?: number } = {},
): Promise<{ run: InvestigationRun; texts: PlainRecord[] }> {
  const texts: PlainRecord[] = [];
  const run = await investigate(
    {
      sources: [organisation],
      criteria,
      threads: 1,
      onRecord: (_, text) => texts.push(JSON.parse(text) as PlainRecord),
      ...more,
    },
    BUILT_ENTRIES.decode,
  );
  return { run, texts: texts.sort((a, b) => (a.eventID < b.eventID ? -1 : 1)) };
}

const selected = (wanted: (record: PlainRecord) => boolean): PlainRecord[] =>
  [...records.values()].filter(wanted).sort((a, b) => (a.eventID < b.eventID ? -1 : 1));

/** A value that some records have, and not all. */
function someValue(of: (record: PlainRecord) => string | undefined): string {
  const counts = new Map<string, number>();
  for (const record of records.values()) {
    const value = of(record);
    if (value !== undefined && value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const [value] = [...counts].filter(([, count]) => count >= 3).sort(([, a], [, b]) => a - b)[0]!;
  return value;
}

test('an identity: the records with its ARN, in every service', async () => {
  const arn = someValue(({ userIdentity }) => userIdentity.arn);
  const { run, texts } = await found([{ kind: 'identity', value: arn }]);
  expect(texts).toEqual(selected(({ userIdentity }) => userIdentity.arn === arn));
  expect(run.investigation.identities).toEqual([{ value: arn, count: texts.length }]);
  expect(run.investigation.calls.reduce((sum, { count }) => sum + count, 0)).toBe(texts.length);
});

test('a role: all its sessions', async () => {
  const role = someValue(({ userIdentity }) => userIdentity.sessionContext?.sessionIssuer?.arn);
  const { texts } = await found([{ kind: 'identity', value: role }]);
  expect(texts).toEqual(
    selected(({ userIdentity }) => userIdentity.sessionContext?.sessionIssuer?.arn === role),
  );
});

test('an access key: the calls with it and the call that issued it', async () => {
  const key = someValue(({ userIdentity }) => userIdentity.accessKeyId);
  const { texts } = await found([{ kind: 'access-key', value: key }]);
  expect(texts).toEqual(
    selected(
      ({ userIdentity, responseElements }) =>
        userIdentity.accessKeyId === key || responseElements?.credentials?.accessKeyId === key,
    ),
  );
});

test('an address, and the range that it is in', async () => {
  const address = someValue(({ sourceIPAddress }) =>
    /^\d+\.\d+\.\d+\.\d+$/.test(sourceIPAddress) ? sourceIPAddress : undefined,
  );
  const network = address.slice(0, address.lastIndexOf('.') + 1);
  const one = await found([{ kind: 'ip', value: address }]);
  expect(one.texts).toEqual(selected(({ sourceIPAddress }) => sourceIPAddress === address));
  const range = await found([{ kind: 'ip', value: `${network}0/24` }]);
  expect(range.texts).toEqual(selected(({ sourceIPAddress }) => sourceIPAddress.startsWith(network)));
  expect(range.texts.length).toBeGreaterThanOrEqual(one.texts.length);
});

test('a secret by its name: every caller, also in batches and refused', async () => {
  const nameIn = (id: unknown): string | undefined =>
    typeof id === 'string' ? id.replace(/^arn:.*:secret:(.+)-[A-Za-z0-9]{6}$/, '$1') : undefined;
  const name = someValue(({ eventSource, requestParameters }) =>
    eventSource === 'secretsmanager.amazonaws.com' ? nameIn(requestParameters?.['secretId']) : undefined,
  );
  const { run, texts } = await found([{ kind: 'secret', value: name }]);
  const direct = selected(
    ({ eventSource, requestParameters }) =>
      eventSource === 'secretsmanager.amazonaws.com' &&
      [requestParameters?.['secretId'], requestParameters?.['name']].some((id) => nameIn(id) === name),
  );
  expect(texts).toEqual(expect.arrayContaining(direct));
  for (const record of texts) expect(JSON.stringify(record)).toContain(name);
  expect(run.investigation.items.some(({ value }) => value.endsWith(`:${name}`))).toBe(true);
});

test('an event by its id', async () => {
  const [id] = [...records.keys()].sort();
  const { texts } = await found([{ kind: 'event-id', value: id! }]);
  expect(texts).toEqual([records.get(id!)]);
});

describeUnless(
  spawnSync('jq', ['--version']).status === 0 ? undefined : 'no jq: apt-get install jq',
  'jq, another program that reads JSON, selects the same records',
  () => {
    /** The ids of the records that a filter of jq selects, sorted. @param value `$value` in the filter */
    function selectedByJq(filter: string, value: string): string[] {
      const input = [...records.values()].map((record) => JSON.stringify(record)).join('\n');
      const args = ['-r', '--arg', 'value', value, `select(${filter}) | .eventID`];
      const { status, stdout, stderr } = spawnSync('jq', args, {
        input,
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      });
      expect(status, stderr).toBe(0);
      return stdout.split('\n').filter((id) => id !== '');
    }

    const nameIn = (id: unknown): string | undefined =>
      typeof id === 'string' && !id.startsWith('arn:') ? id : undefined;
    const kinds: readonly (readonly [
      Criterion['kind'],
      (record: PlainRecord) => string | undefined,
      string,
    ])[] = [
      ['identity', ({ userIdentity }) => userIdentity.arn, '.userIdentity.arn == $value'],
      [
        'access-key',
        ({ userIdentity }) => userIdentity.accessKeyId,
        '.userIdentity.accessKeyId == $value or ([.responseElements, .requestParameters | .. | .accessKeyId?] | any(. == $value))',
      ],
      ['ip', ({ sourceIPAddress }) => sourceIPAddress, '.sourceIPAddress == $value'],
      [
        'secret',
        ({ eventName, requestParameters }) =>
          eventName === 'GetSecretValue' ? nameIn(requestParameters?.['secretId']) : undefined,
        '.eventSource == "secretsmanager.amazonaws.com" and ([.requestParameters, .responseElements, .resources | .. | strings' +
          ' | sub("^arn:aws[a-z-]*:secretsmanager:[^:]*:[^:]*:secret:(?<name>.*)-[A-Za-z0-9]{6}$"; .name)] | any(. == $value))',
      ],
      ['event-id', ({ eventID }) => eventID, '.eventID == $value'],
    ];

    test.each(kinds)('%s', async (kind, of, filter) => {
      const value = kind === 'event-id' ? [...records.keys()].sort()[1]! : someValue(of);
      const { texts } = await found([{ kind, value }]);
      expect(texts.length).toBeGreaterThan(0);
      expect(texts.map(({ eventID }) => eventID)).toEqual(selectedByJq(filter, value).sort());
    });
  },
);

test('several criteria at once, and a time: their union, within it', async () => {
  const arn = someValue(({ userIdentity }) => userIdentity.arn);
  const [id] = [...records.keys()].sort();
  const times = [...records.values()].map(({ eventTime }) => eventTime).sort();
  const from = Date.parse(times[Math.floor(times.length / 4)]!) / 1000;
  const to = Date.parse(times[Math.floor((times.length * 3) / 4)]!) / 1000;
  const { texts } = await found(
    [
      { kind: 'identity', value: arn },
      { kind: 'event-id', value: id! },
    ],
    { from, to },
  );
  expect(texts).toEqual(
    selected(({ eventTime, eventID, userIdentity }) => {
      const time = Date.parse(eventTime) / 1000;
      return (userIdentity.arn === arn || eventID === id) && time >= from && time < to;
    }),
  );
});

test.each([
  ['access-key', 'nonsense'],
  ['ip', '300.1.2.3'],
  ['ip', '10.0.0.0/33'],
  ['ip', '10.0.0.0/8/8'],
  ['identity', ' '],
  ['secret', ''],
  ['event-id', 'é'],
] as const)('--%s %j is refused by name', async (kind, value) => {
  await expect(found([{ kind, value }])).rejects.toMatchObject({
    code: 'E_USAGE',
    message: expect.stringContaining(`--${kind} ${JSON.stringify(value)}`) as string,
  });
});

describe('however JSON spells a value', () => {
  const KEY = 'ASIAQQQQQQQQQQQQQQQQ';
  const ROLE = 'arn:aws:sts::111122223333:assumed-role/Größe/sess/ion';
  const text = (id: string, name: string, caller: string, address = '203.0.113.9', key = KEY): string =>
    `{"eventID":"${id}","eventTime":"2026-03-10T10:00:00Z","eventSource":"secretsmanager.amazonaws.com",` +
    `"eventName":"GetSecretValue","awsRegion":"us-east-1","recipientAccountId":"111122223333",` +
    `"sourceIPAddress":"${address}","userIdentity":{"type":"AssumedRole","arn":"${caller}","accessKeyId":"${key}"},` +
    `"requestParameters":{"secretId":"${name}"},"responseElements":null}`;
  const escaped = (plain: string): string =>
    Array.from(plain, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  const slashes = (plain: string): string => plain.replaceAll('/', String.raw`\/`);
  const NAME = 'prod/größe/db';
  const folder = temporaryFolder();
  const texts = [
    text('plain', NAME, ROLE),
    text('slashes', slashes(NAME), slashes(ROLE)),
    text('escaped', escaped(NAME), escaped(ROLE), escaped('203.0.113.9'), escaped(KEY)),
    text(
      'mixed',
      'prod/gr\\u00f6\\u00dfe\\/db',
      ROLE.replace('ö', '\\u00f6'),
      '203.0.113.9',
      'ASIA\\u0051QQQQQQQQQQQQQQQ',
    ),
    // Values that have the value in them.
    text('longer', `${NAME}2`, `${ROLE}2`, '203.0.113.90', `${KEY}Q`),
    text('behind', `x${NAME}`, ROLE.replace('Größe', 'xGröße'), '1203.0.113.9', `Q${KEY}`),
    text(`plain-2`, 'other', 'arn:aws:iam::111122223333:user/u', '198.51.100.1', 'AKIAQQQQQQQQQQQQQQQQ'),
  ];

  beforeAll(() => {
    writeTrail(folder, [{ account: '111122223333', delivered: '2026-03-10T10:05:00Z', records: texts }]);
  });

  test.each([
    ['identity', ROLE, (record: PlainRecord) => record.userIdentity.arn === ROLE],
    ['access-key', KEY, (record: PlainRecord) => record.userIdentity.accessKeyId === KEY],
    ['ip', '203.0.113.9', (record: PlainRecord) => record.sourceIPAddress === '203.0.113.9'],
    ['ip', '203.0.113.8/31', (record: PlainRecord) => record.sourceIPAddress === '203.0.113.9'],
    ['secret', NAME, (record: PlainRecord) => record.requestParameters?.['secretId'] === NAME],
    ['event-id', 'plain', (record: PlainRecord) => record.eventID === 'plain'],
  ] as const)('--%s %s finds what a parser selects, and no longer value', async (kind, value, wanted) => {
    const ids: string[] = [];
    await investigate(
      {
        sources: [folder],
        criteria: [{ kind, value }],
        threads: 1,
        onRecord: ({ eventID }) => ids.push(eventID),
      },
      BUILT_ENTRIES.decode,
    );
    const selectedIds = texts.map((one) => JSON.parse(one) as PlainRecord).filter(wanted);
    expect(selectedIds.length).toBe(kind === 'event-id' ? 1 : 4);
    expect(ids.sort()).toEqual(selectedIds.map(({ eventID }) => eventID).sort());
  });
});
