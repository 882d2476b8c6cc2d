import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { investigate } from '../../src/main-thread/search/investigate.js';
import { investigationPage } from '../../src/output/investigation/investigation-page.js';
import { PageRecords } from '../../src/output/investigation/page-records.js';
import { timeline } from '../../src/output/investigation/timeline.js';
import { BUILT_ENTRIES } from '../support/run-output.js';
import { temporaryFolder } from '../support/temporary.js';
import { HOSTILE_CASES } from './made-run.js';

const KEY = 'ASIAIOSFODNN7EXAMPLE';

/** A role's session that a user begins, and what it does; every text that a caller chooses is `text`. */
function records(text: string): object[] {
  const record = (id: string, time: string, fields: object): object => ({
    eventID: `event-${id}`,
    eventTime: `2026-03-01T12:${time}:00Z`,
    awsRegion: 'us-east-1',
    recipientAccountId: '111122223333',
    sourceIPAddress: '192.0.2.1',
    userAgent: text,
    ...fields,
  });
  const session = {
    type: 'AssumedRole',
    arn: `arn:aws:sts::111122223333:assumed-role/deploy/${text}`,
    accountId: '111122223333',
    accessKeyId: KEY,
    sessionContext: { attributes: { creationDate: '2026-03-01T12:00:00Z', mfaAuthenticated: 'false' } },
  };
  const user = {
    type: 'IAMUser',
    arn: `arn:aws:iam::111122223333:user/${text}`,
    accountId: '111122223333',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  };
  return [
    record('assume', '00', {
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      userIdentity: user,
      requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/deploy', roleSessionName: text },
      responseElements: { credentials: { accessKeyId: KEY }, assumedRoleUser: { arn: session.arn } },
    }),
    record('list', '01', {
      eventSource: 'secretsmanager.amazonaws.com',
      eventName: 'ListSecrets',
      userIdentity: session,
    }),
    record('read', '02', {
      eventSource: 'secretsmanager.amazonaws.com',
      eventName: 'GetSecretValue',
      userIdentity: session,
      requestParameters: { secretId: text },
    }),
    record('denied', '03', {
      eventSource: 'iam.amazonaws.com',
      eventName: 'ListUsers',
      userIdentity: session,
      errorCode: 'AccessDenied',
      errorMessage: text,
    }),
  ];
}

async function pageOf(text: string, most = 100): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'records.json'), JSON.stringify({ Records: records(text) }));
  const shown = new PageRecords(most);
  const run = await investigate(
    {
      sources: [folder],
      criteria: [{ kind: 'access-key', value: KEY }],
      threads: 1,
      onRecord: (event, _, object) => shown.add(event, object),
    },
    BUILT_ENTRIES.decode,
  );
  return [...investigationPage(run, shown.earliest())].join('').replaceAll(folder, '/folder');
}

const tags = (html: string): string[] => html.match(/<[^>]*>/g) ?? [];
/** The page without its style sheet, and without bars whose place depends on nothing here. */
const markup = (html: string): string => html.replace(/<style>.*?<\/style>/s, '');

test('it shows every record, the calls, who began the session, and what was denied', async () => {
  const html = markup(await pageOf('session-1'));
  for (const id of ['assume', 'list', 'read', 'denied']) expect(html).toContain(`event-${id}`);
  expect(html).toMatch(/<td>secretsmanager<\/td><td>GetSecretValue<\/td><td class="figure">1<\/td>/);
  expect(html).toContain('<mark>AccessDenied</mark>');
  expect(html).toContain('AssumeRole from <code>192.0.2.1</code>');
  expect(html).toContain('arn:aws:iam::111122223333:user/session-1');
  expect(html).toMatch(/<svg class="timeline".*<rect class="bar"/s);
});

test.each(HOSTILE_CASES)('hostile text stays text: %j', async (_, text) => {
  const html = markup(await pageOf(text));
  expect(tags(html)).toEqual(tags(markup(await pageOf('harmless'))));
  expect(html.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
});

test('nothing runs in it, and nothing is asked for', async () => {
  const html = await pageOf('x');
  expect(html).toMatch(
    /default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'/,
  );
  for (const tag of tags(markup(html)))
    expect(tag).not.toMatch(/<(?:script|img|link|a)\b|\b(?:src|href|style|on\w+)\s*=/i);
});

test('records beyond the limit are counted, and the earliest are shown', async () => {
  const html = markup(await pageOf('x', 2));
  expect(html).toContain('Records by time, the first 2 (--records has all)');
  expect(html).toContain('event-assume');
  expect(html).not.toContain('<code>event-denied</code><br>');
});

test('a long time has bars of days, and one without records no timeline', () => {
  const hours = [0, 500].map((hour) => ({
    value: new Date(Date.UTC(2026, 0, 1, hour)).toISOString(),
    count: hour + 1,
  }));
  expect(timeline(hours)).toContain('Records by day (UTC)');
  expect(timeline(hours.slice(0, 1))).toContain('Records by hour (UTC)');
  expect(timeline([])).toBe('');
});
