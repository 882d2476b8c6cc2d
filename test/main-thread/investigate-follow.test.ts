import { beforeAll, describe, expect, test } from 'vitest';
import {
  investigate,
  type InvestigateOptions,
  type InvestigationRun,
} from '../../src/main-thread/search/investigate.js';
import { investigationLines } from '../../src/output/investigation/investigation-text.js';
import type { CredentialNode } from '../../src/triage/investigation/investigation.js';
import type { Criterion } from '../../src/triage/search/criterion.js';
import { BUILT_ENTRIES } from '../support/run-output.js';
import { writeTrail, type TrailObject } from '../support/small-trail.js';
import { temporaryFolder } from '../support/temporary.js';

/*
 * A user takes role A in its account, A takes B in another account, B takes C there and reads secrets with it. The record
 * of the other account hides that it was A.
 */
const [HOME, OTHER] = ['111122223333', '444455556666'];
const [USER_KEY, A_KEY, B_KEY, C_KEY] = [
  'AKIAAAAAAAAAAAAAUSER',
  'ASIAAAAAAAAAAAAAAAAA',
  'ASIABBBBBBBBBBBBBBBB',
  'ASIACCCCCCCCCCCCCCCC',
];
const USER = `arn:aws:iam::${HOME}:user/mika`;
const session = (account: string, role: string): string =>
  `arn:aws:sts::${account}:assumed-role/${role}/session-${role}`;

let nextId = 0;
const eventId = (): string => `event-${String(nextId++).padStart(4, '0')}`;

function byUser(accessKeyId = USER_KEY): object {
  return { type: 'IAMUser', arn: USER, accountId: HOME, principalId: 'AIDAMIKA', accessKeyId };
}

function bySession(account: string, role: string, accessKeyId: string, creationDate: string): object {
  return {
    type: 'AssumedRole',
    arn: session(account, role),
    accountId: account,
    principalId: `AROA${role}:session-${role}`,
    accessKeyId,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${account}:role/${role}`, accountId: account },
      attributes: { creationDate, mfaAuthenticated: 'false' },
    },
  };
}

interface Call {
  readonly time: string;
  readonly by: object;
  readonly account: string;
  readonly address?: string;
  readonly name?: string;
  readonly source?: string;
  readonly more?: object;
}

const call = ({
  time,
  by,
  account,
  address = '203.0.113.9',
  name = 'ListBuckets',
  source = 's3',
  more,
}: Call): object => ({
  eventVersion: '1.11',
  userIdentity: by,
  eventTime: time,
  eventSource: `${source}.amazonaws.com`,
  eventName: name,
  awsRegion: 'us-east-1',
  sourceIPAddress: address,
  userAgent: 'aws-cli/2.0',
  eventID: eventId(),
  recipientAccountId: account,
  ...more,
});

const assumes = (
  where: Pick<Call, 'time' | 'by' | 'account'>,
  issued: { account: string; role: string; key: string },
  more: object = {},
): object =>
  call({
    ...where,
    source: 'sts',
    name: 'AssumeRole',
    more: {
      requestParameters: { roleArn: `arn:aws:iam::${issued.account}:role/${issued.role}` },
      responseElements: {
        credentials: { accessKeyId: issued.key },
        assumedRoleUser: { arn: session(issued.account, issued.role) },
      },
      ...more,
    },
  });

const reads = (where: Pick<Call, 'time' | 'by' | 'account' | 'address'>, name: string): object =>
  call({
    ...where,
    source: 'secretsmanager',
    name: 'GetSecretValue',
    more: { requestParameters: { secretId: name }, responseElements: null },
  });

const A_TIME = '2026-03-10T10:00:00Z';
const B_TIME = '2026-03-10T10:05:00Z';
const C_TIME = '2026-03-10T10:10:00Z';
const byA = bySession(HOME, 'A', A_KEY, A_TIME);
const byB = bySession(OTHER, 'B', B_KEY, B_TIME);
const byC = bySession(OTHER, 'C', C_KEY, C_TIME);
const hidden = { type: 'AWSAccount', principalId: 'AROAA:session-A', accountId: HOME };
const sharedEventID = '5a5a5a5a-0000-4000-8000-00000000abcd';

const objects: TrailObject[] = [
  {
    account: OTHER,
    delivered: '2026-03-01T09:05:00Z',
    records: [
      call({
        time: '2026-03-01T09:00:00Z',
        by: bySession(OTHER, 'C', 'ASIACCCCCCCCCCCCCOLD', '2026-03-01T08:59:00Z'),
        account: OTHER,
        address: '198.51.100.1',
      }),
    ],
  },
  {
    account: HOME,
    delivered: '2026-03-10T10:09:00Z',
    records: [
      assumes({ time: A_TIME, by: byUser(), account: HOME }, { account: HOME, role: 'A', key: A_KEY }),
      assumes(
        { time: B_TIME, by: byA, account: HOME },
        { account: OTHER, role: 'B', key: B_KEY },
        { sharedEventID },
      ),
      call({ time: '2026-03-10T10:06:00Z', by: byUser(), account: HOME }),
    ],
  },
  {
    account: OTHER,
    delivered: '2026-03-10T10:10:00Z',
    records: [
      assumes(
        { time: B_TIME, by: hidden, account: OTHER },
        { account: OTHER, role: 'B', key: B_KEY },
        { sharedEventID },
      ),
      call({ time: '2026-03-10T10:07:00Z', by: byB, account: OTHER }),
    ],
  },
  {
    account: OTHER,
    delivered: '2026-03-10T10:15:00Z',
    records: [
      assumes({ time: C_TIME, by: byB, account: OTHER }, { account: OTHER, role: 'C', key: C_KEY }),
      reads({ time: '2026-03-10T10:11:00Z', by: byC, account: OTHER }, 'prod/db'),
      reads({ time: '2026-03-10T10:12:00Z', by: byC, account: OTHER }, 'prod/api'),
    ],
  },
  {
    account: OTHER,
    delivered: '2026-03-10T12:00:00Z',
    records: [
      reads(
        {
          time: '2026-03-10T11:58:00Z',
          by: bySession(OTHER, 'app', 'ASIADDDDDDDDDDDDDDDD', C_TIME),
          account: OTHER,
          address: '198.51.100.7',
        },
        'prod/db',
      ),
      reads(
        {
          time: '2026-03-10T11:59:00Z',
          by: bySession(OTHER, 'app', 'ASIADDDDDDDDDDDDDDDD', C_TIME),
          account: OTHER,
          address: '198.51.100.7',
        },
        'prod/db-2',
      ),
      call({
        time: '2026-03-10T11:59:30Z',
        by: bySession(OTHER, 'vpn', 'ASIAEEEEEEEEEEEEEEEE', C_TIME),
        account: OTHER,
      }),
      call({
        time: '2026-03-10T11:59:40Z',
        by: bySession(OTHER, 'near', 'ASIAFFFFFFFFFFFFFFFF', C_TIME),
        account: OTHER,
        address: '203.0.113.90',
      }),
    ],
  },
];

const folder = temporaryFolder();
beforeAll(() => writeTrail(folder, objects));

const run = (
  criteria: readonly Criterion[],
  more: Partial<InvestigateOptions> = {},
): Promise<InvestigationRun> =>
  investigate({ sources: [folder], criteria, threads: 1, ...more }, BUILT_ENTRIES.decode);

/** A tree as one line a node: its depth, key or name, calls, and why it ends. */
function outline(nodes: readonly CredentialNode[], level = 0): string[] {
  return nodes.flatMap(({ name, accessKey, isFound, use, end, issued }) => [
    `${'  '.repeat(level)}${isFound ? '*' : ''}${accessKey || name} ${use?.calls ?? '-'} ${end ?? ''}`.trimEnd(),
    ...outline(issued, level + 1),
  ]);
}

const key = (value: string): Criterion[] => [{ kind: 'access-key', value }];

describe('the chain of issued credentials', () => {
  test.each([
    [
      'the last session',
      C_KEY,
      [`${USER_KEY} - origin`, `  ${A_KEY} -`, `    *${B_KEY} 1`, `      *${C_KEY} 2`],
    ],
    ['the user', USER_KEY, [`*${USER_KEY} 2 origin`, `  ${A_KEY} 1`, `    ${B_KEY} 2`, `      ${C_KEY} 2`]],
  ])('%s: up to the user across accounts, down to the secrets', async (_, value, expected) => {
    const { investigation } = await run(key(value));
    const { chain } = investigation;
    expect(outline(chain.roots)).toEqual(expected);
    expect(chain.notFollowed).toEqual({ up: 0, down: 0, deeper: 0 });
  });

  test('the record that names the caller counts, and what was done has its secrets', async () => {
    const { chain } = (await run(key(B_KEY))).investigation;
    const b = chain.roots[0]!.issued[0]!.issued[0]!;
    expect(b.issuedBy).toMatchObject({ account: HOME, sharedEventID, eventName: 'AssumeRole', time: B_TIME });
    expect(b.name).toBe(session(OTHER, 'B'));
    expect(b.issued[0]!.use).toMatchObject({
      calls: 2,
      first: '2026-03-10T10:11:00Z',
      last: '2026-03-10T10:12:00Z',
      items: [
        { value: `us-east-1:${OTHER}:prod/api`, count: 1 },
        { value: `us-east-1:${OTHER}:prod/db`, count: 1 },
      ],
    });
  });

  test('a session has who assumed it', async () => {
    const { sessions } = (await run(key(B_KEY))).investigation;
    expect(sessions.find(({ arn }) => arn === session(OTHER, 'B'))?.assumedBy).toMatchObject({
      caller: session(HOME, 'A'),
      eventName: 'AssumeRole',
    });
  });

  test('a depth ends it, and says so', async () => {
    const found = await run(key(C_KEY), { depth: 1 });
    expect(outline(found.investigation.chain.roots)).toEqual([`*${B_KEY} 1 depth`, `  *${C_KEY} 2`]);
    expect(found.investigation.chain.notFollowed.deeper).toBe(1);
    expect(investigationLines(found).join('\n')).toContain('1 key deeper than --depth 1 was not followed');
    expect((await run(key(C_KEY), { depth: 0 })).investigation.chain.roots).toEqual([]);
  });

  test('follow-up searches read the objects of their time and account', async () => {
    const { followed } = await run(key(C_KEY), { from: 1773100000, to: 1773187200, history: 0 });
    // Twice what the others share, and for the chain three rounds of at most two objects.
    expect(followed.failed).toBe(0);
    expect(followed.objects).toBeLessThan(4 * objects.length);
  });

  test('on a terminal it is a tree', async () => {
    const lines = investigationLines(await run(key(C_KEY)));
    const at = lines.findIndex((line) => line.startsWith('issued credentials'));
    expect(lines.slice(at + 1, at + 5).map((line) => line.replace(/ \(event-\d+\)/, ''))).toEqual([
      `  ${USER} (${USER_KEY})`,
      `    └ ${A_TIME} AssumeRole from 203.0.113.9: ${session(HOME, 'A')} (${A_KEY})`,
      `*     └ ${B_TIME} AssumeRole from 203.0.113.9: ${session(OTHER, 'B')} (${B_KEY}): 1 call ${C_TIME} to ${C_TIME}, from 203.0.113.9`,
      `*       └ ${C_TIME} AssumeRole from 203.0.113.9: ${session(OTHER, 'C')} (${C_KEY}): 2 calls 2026-03-10T10:11:00Z to 2026-03-10T10:12:00Z, 2 secrets or parameters, from 203.0.113.9`,
    ]);
  });

  /* The forms of https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html: such a caller has no key. */
  test.each([
    [
      'AssumeRoleWithSAML',
      {
        type: 'SAMLUser',
        principalId: 'Ukh1i4+ExamplexL/jEvs=:mika@example.com',
        userName: 'mika@example.com',
        identityProvider: 'Ukh1i4+ExamplexL/jEvs=',
      },
    ],
    [
      'AssumeRoleWithWebIdentity',
      {
        type: 'WebIdentityUser',
        principalId:
          'token.actions.githubusercontent.com:sts.amazonaws.com:repo:example/app:ref:refs/heads/main',
        userName: 'repo:example/app:ref:refs/heads/main',
        identityProvider: `arn:aws:iam::${HOME}:oidc-provider/token.actions.githubusercontent.com`,
      },
    ],
  ])('a login by %s is its origin', async (name, by) => {
    const trail = temporaryFolder();
    const login = call({
      time: A_TIME,
      by,
      account: HOME,
      source: 'sts',
      name,
      more: {
        requestParameters: { roleArn: `arn:aws:iam::${HOME}:role/A`, roleSessionName: 'session-A' },
        responseElements: {
          credentials: { accessKeyId: A_KEY, expiration: 'Mar 10, 2026, 11:00:00 AM' },
          assumedRoleUser: { assumedRoleId: 'AROAA:session-A', arn: session(HOME, 'A') },
        },
      },
    });
    writeTrail(trail, [
      {
        account: HOME,
        delivered: '2026-03-10T10:15:00Z',
        records: [
          login,
          assumes({ time: B_TIME, by: byA, account: HOME }, { account: OTHER, role: 'B', key: B_KEY }),
          reads({ time: C_TIME, by: byA, account: HOME }, 'prod/db'),
        ],
      },
      {
        account: OTHER,
        delivered: '2026-03-10T10:15:00Z',
        records: [reads({ time: C_TIME, by: byB, account: OTHER }, 'prod/api')],
      },
    ]);
    for (const [start, mark] of [
      [A_KEY, 'A'],
      [B_KEY, 'B'],
    ] as const) {
      const { chain } = (await run(key(start), { sources: [trail] })).investigation;
      const [root] = chain.roots;
      expect(outline(chain.roots).map((line) => line.replace(/^principal:\S+/, 'login'))).toEqual([
        'login - origin',
        `  *${A_KEY} ${mark === 'A' ? 2 : 1}`,
        `    ${mark === 'B' ? '*' : ''}${B_KEY} 1`,
      ]);
      expect(root!.name).toContain(by.principalId.split(':')[0]);
      expect(root!.issued[0]!.issuedBy).toMatchObject({ eventName: name, time: A_TIME, account: HOME });
    }
  });

  test('keys that issue each other end it', async () => {
    const circle = temporaryFolder();
    writeTrail(circle, [
      {
        account: HOME,
        delivered: '2026-03-10T10:15:00Z',
        records: [
          assumes(
            { time: A_TIME, by: bySession(HOME, 'B', B_KEY, A_TIME), account: HOME },
            { account: HOME, role: 'A', key: A_KEY },
          ),
          assumes({ time: A_TIME, by: byA, account: HOME }, { account: HOME, role: 'B', key: B_KEY }),
        ],
      },
    ]);
    const { chain } = (await run(key(A_KEY), { sources: [circle] })).investigation;
    expect(outline(chain.roots)).toEqual([`*${A_KEY} 1 cycle`, `  *${B_KEY} 1`]);
  });
});

describe('others', () => {
  test('on the same address, and other readers of the same secrets, by the whole value', async () => {
    const { others } = (await run(key(C_KEY))).investigation;
    const near = others.onAddresses.map(({ value, callers }) => [
      value,
      callers.map(({ identity }) => identity),
    ]);
    expect(near).toEqual([
      [
        '203.0.113.9',
        [USER, `arn:aws:iam::${HOME}:role/A`, `arn:aws:iam::${OTHER}:role/vpn`, 'principal:AROAA'],
      ],
    ]);
    expect(others.ofItems).toEqual([
      {
        value: `us-east-1:${OTHER}:prod/db`,
        more: 0,
        callers: [
          {
            identity: `arn:aws:iam::${OTHER}:role/app`,
            count: 1,
            failed: 0,
            first: '2026-03-10T11:58:00Z',
            last: '2026-03-10T11:58:00Z',
          },
        ],
      },
    ]);
  });

  test('what was asked for is not looked up again', async () => {
    const { others } = (await run([{ kind: 'ip', value: '203.0.113.0/24' }])).investigation;
    expect(others.onAddresses).toEqual([]);
    const secret = (await run([{ kind: 'secret', value: 'prod/db' }])).investigation;
    expect(secret.others.ofItems).toEqual([]);
    expect(secret.others.onAddresses.map(({ value }) => value)).toEqual(['203.0.113.9']);
  });
});

describe('what was first seen', () => {
  const [from, to] = [Date.parse('2026-03-10T00:00:00Z') / 1000, Date.parse('2026-03-11T00:00:00Z') / 1000];
  const role: Criterion[] = [{ kind: 'identity', value: `arn:aws:iam::${OTHER}:role/C` }];

  test('is what no record before has, as far as the history reaches', async () => {
    const { investigation } = await run(role, { from, to });
    const { searchedFrom, recordsBefore, values } = investigation.firstSeen;
    expect(investigation.records).toBe(2);
    expect([searchedFrom, recordsBefore]).toEqual(['2026-02-24T00:00:00Z', 1]);
    expect(values.map(({ kind, value, first, count }) => `${first} ${kind} ${value} ${count}`)).toEqual([
      '2026-03-10T10:11:00Z address 203.0.113.9 2',
      '2026-03-10T10:11:00Z call secretsmanager GetSecretValue 2',
      `2026-03-10T10:11:00Z item us-east-1:${OTHER}:prod/db 1`,
      `2026-03-10T10:12:00Z item us-east-1:${OTHER}:prod/api 1`,
    ]);
  });

  test('without history it is everything, and that is said', async () => {
    const found = await run(role, { from, to, history: 0 });
    expect(found.investigation.firstSeen.recordsBefore).toBe(0);
    expect(found.investigation.firstSeen.values.map(({ kind }) => kind)).toContain('user agent');
    expect(investigationLines(found).join('\n')).toContain('nothing is known of before');
  });

  test('without a beginning each value has its first time', async () => {
    const { firstSeen } = (await run(role)).investigation;
    expect(firstSeen.searchedFrom).toBeNull();
    expect(firstSeen.values.find(({ value }) => value === 'aws-cli/2.0')).toMatchObject({
      first: '2026-03-01T09:00:00Z',
      count: 3,
    });
  });
});
