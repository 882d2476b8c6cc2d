import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Coverage } from '../../src/model/coverage.js';
import type { ScanOptions } from '../../src/main-thread/scan-options.js';
import { type LoopbackServer, refuse, startLoopback } from '../source/loopback-server.js';
import { retrievalRecord } from '../support/plain-record.js';
import { scanTo } from '../support/run-output.js';
import { temporaryFolder } from '../support/temporary.js';
import { runs } from '../support/thorough.js';

/** Few entries a page, so that listings go on. */
const PAGE = 5;
const DAYS = ['2026/02/27', '2026/02/28', '2026/03/01', '2026/03/02', '2026/03/09'];
/** 2026-03-01T12:00:00Z; objects of a few days around are wanted. */
const NOON = 1_772_366_400;

/** Contents, among them every kind that fails, is skipped by what is in it, or may have lost records. */
const CONTENTS = {
  one: (id: string) => gzipSync(JSON.stringify({ Records: [retrievalRecord(id)] })),
  several: (id: string) =>
    Buffer.from(JSON.stringify({ Records: [retrievalRecord(`${id}-a`), retrievalRecord(`${id}-b`)] })),
  none: () => gzipSync('{"Records":[]}'),
  elsewhere: (id: string) =>
    gzipSync(JSON.stringify({ Records: [{ ...retrievalRecord(id), recipientAccountId: '999999999999' }] })),
  untimed: (id: string) =>
    gzipSync(JSON.stringify({ Records: [{ ...retrievalRecord(id), eventTime: 'later' }] })),
  torn: (id: string) => gzipSync(JSON.stringify({ Records: [retrievalRecord(id)] })).subarray(0, 40),
  other: () => Buffer.from('{"hello":"world"}'),
  doubtful: () => Buffer.from('{"note":"secretsmanager.amazonaws.com GetSecretValue","eventName":1}'),
  empty: () => Buffer.alloc(0),
};
type Content = keyof typeof CONTENTS;

interface Drawn {
  readonly key: string;
  readonly content: Content;
  readonly fate: 'given' | 'gone' | 'denied' | 'replaced';
}

const trailKey = fc
  .record({
    account: fc.constantFrom('111122223333', '444455556666', '777788889999'),
    region: fc.constantFrom('us-east-1', 'eu-west-1'),
    day: fc.constantFrom(...DAYS),
    hour: fc.constantFrom('00', '11', '23'),
    id: fc.integer({ min: 0, max: 15 }),
    end: fc.constantFrom('.json.gz', '.json.gz', '.json.gz', '.json', '', '.zip'),
  })
  .map(({ account, region, day, hour, id, end }) => {
    const stamp = `${day.replaceAll('/', '')}T${hour}05Z`;
    return `AWSLogs/${account}/CloudTrail/${region}/${day}/${account}_CloudTrail_${region}_${stamp}_${id}${end}`;
  });
const otherKey = fc.constantFrom(
  'AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/03/01/digest.json.gz',
  'AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/111122223333_CloudTrail-Insight_us-east-1_x.json.gz',
  'AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/a picture & more.png',
  'AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/._x.json.gz',
  'AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/named by hand é.json',
  'AWSLogs/111122223333/CloudTrail/us-east-1/notes.txt',
  'AWSLogs/111122223333/vpcflowlogs/us-east-1/flow.log.gz',
  'beside/records.json',
  'beside/deeper/2026/notes',
  'beside/deeper/2026/records.json.gz',
  'at the root.json',
);
const bucket: fc.Arbitrary<Drawn[]> = fc.uniqueArray(
  fc.record({
    key: fc.oneof({ weight: 5, arbitrary: trailKey }, { weight: 1, arbitrary: otherKey }),
    content: fc.oneof(
      { weight: 2, arbitrary: fc.constant<Content>('one') },
      { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(CONTENTS) as Content[])) },
    ),
    fate: fc.oneof(
      { weight: 8, arbitrary: fc.constant('given' as const) },
      { weight: 1, arbitrary: fc.constantFrom('gone' as const, 'denied' as const, 'replaced' as const) },
    ),
  }),
  { selector: ({ key }) => key, minLength: 1, maxLength: 60 },
);

/** How the first answer to each request for a page is spoilt; the next one is right. */
const SPOILT = {
  not: (page: string) => page,
  refused: () => undefined,
  cut: (page: string) => page.slice(0, -30),
  stray: (page: string) => page.replace('</Key>', '</Key><Key>x</Key>'),
  other: () => '<html>a proxy</html>',
};
let spoilt: keyof typeof SPOILT = 'not';
/** How often each page without folders was asked for. */
let asked = new Map<string, number>();

let drawn = new Map<string, Drawn & { readonly body: Buffer }>();
const server: LoopbackServer = await startLoopback((request, response) => {
  const url = new URL(request.url, 'http://loopback');
  const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'));
  if (key === '') {
    const times = asked.get(url.search) ?? 0;
    asked.set(url.search, times + 1);
    const isFirst = times === 0 && !url.searchParams.has('delimiter');
    const page = isFirst ? SPOILT[spoilt](pageOf(url.searchParams)) : pageOf(url.searchParams);
    if (page === undefined) refuse(response, 503, 'SlowDown');
    else response.end(page);
    return;
  }
  const one = drawn.get(key);
  if (one === undefined || one.fate === 'gone') refuse(response, 404, 'NoSuchKey');
  else if (one.fate === 'denied') refuse(response, 403, 'AccessDenied');
  else if (one.fate === 'replaced' && request.headers['if-match'] !== undefined)
    refuse(response, 412, 'PreconditionFailed');
  else if (one.fate === 'replaced')
    response.setHeader('etag', '"new"').end(CONTENTS.several(`replaced ${key}`));
  else response.setHeader('etag', '"listed"').end(one.body);
});
afterAll(() => server.close());

function pageOf(query: URLSearchParams): string {
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter')];
  const entries = new Set<string>();
  for (const key of [...drawn.keys()].sort()) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
    entries.add(end < 0 ? key : key.slice(0, end + 1));
  }
  const from = Number(query.get('continuation-token') ?? 0);
  const shown = [...entries]
    .slice(from, from + PAGE)
    .map((name) =>
      drawn.has(name)
        ? `<Contents><Key>${encodeURIComponent(name)}</Key><LastModified>x</LastModified>` +
          `<ETag>&quot;listed&quot;</ETag><Size>${drawn.get(name)!.body.length}</Size></Contents>`
        : `<CommonPrefixes><Prefix>${encodeURIComponent(name)}</Prefix></CommonPrefixes>`,
    );
  const isCut = entries.size > from + PAGE;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>${isCut}` +
    `</IsTruncated>${isCut ? `<NextContinuationToken>${from + PAGE}</NextContinuationToken>` : ''}${shown.join('')}` +
    '</ListBucketResult>'
  );
}

/** All that a run says of its objects. */
interface Said {
  readonly coverage: Coverage;
  readonly others: object;
}

/** What was processed before is not read again, apart from objects that could not be read. */
const apartFromReading = ({ coverage, others }: Said): Said => ({
  coverage: { ...coverage, read: 0, bytes: 0 },
  others,
});

async function said(options: Partial<ScanOptions>): Promise<Said> {
  const { run, signals, buckets } = await scanTo({
    sources: ['s3://bucket'],
    s3: { ...server.options, pathStyle: true },
    from: NOON - 86_400,
    to: NOON + 86_400,
    warmup: 0,
    deliverySlack: 86_400,
    accounts: ['111122223333', '444455556666'],
    threads: 2,
    shards: 1,
    ...options,
  });
  const coverage = { ...run.coverage, alreadyProcessed: 0 };
  const { failures, notes, warnings, gaps, totals, complete } = run;
  return { coverage, others: { failures, notes, warnings, gaps, totals, complete, signals, buckets } };
}

test(
  'what is said of objects depends neither on the threads that list and read nor on whether they are counted together',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(bucket, async (all) => {
        drawn = new Map(all.map((one) => [one.key, { ...one, body: CONTENTS[one.content](one.key) }]));
        const expected = await said({ fetch: 'main' });
        expect(await said({ fetch: 'threads' })).toEqual(expected);
        const state = temporaryFolder();
        expect(await said({ fetch: 'threads', state })).toEqual(expected);
        expect(apartFromReading(await said({ fetch: 'threads', state }))).toEqual(apartFromReading(expected));
      }),
      { numRuns: runs(6) },
    );
  },
);

test.each(['refused', 'cut', 'stray', 'other'] as const)(
  'a page that a thread asked for in vain (%s), the main thread asks for',
  { timeout: 120_000 },
  async (how) => {
    await fc.assert(
      fc.asyncProperty(bucket, async (all) => {
        drawn = new Map(all.map((one) => [one.key, { ...one, body: CONTENTS[one.content](one.key) }]));
        asked = new Map();
        const expected = await said({ fetch: 'threads' });
        const pages = [...asked.keys()].filter((search) => !search.includes('delimiter='));
        asked = new Map();
        spoilt = how;
        try {
          expect(await said({ fetch: 'threads' })).toEqual(expected);
          expect(pages.filter((search) => (asked.get(search) ?? 0) < 2)).toEqual([]);
        } finally {
          spoilt = 'not';
          asked = new Map();
        }
      }),
      { numRuns: runs(2) },
    );
  },
);
