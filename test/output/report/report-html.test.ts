import { expect, test } from 'vitest';
import type { OutputRun } from '../../../src/output/formats/output-format.js';
import { reportHtml } from '../../../src/output/report/report-html.js';
import { reportOfRun } from '../../../src/output/report/report-of-run.js';
import type { ReportData } from '../../../src/output/report/report-data.js';
import { emptyRun, HOSTILE_CASES, madeIntegrity, madeRun, madeSignal, runNamed } from '../made-run.js';

const page = async (run: OutputRun): Promise<string> =>
  [...reportHtml(await reportOfRun(run, ['scan', 'trail']))].join('');

/** Tags and attributes of a page, without any text. */
const skeleton = (html: string): string[] => html.match(/<[^>]*>/g) ?? [];

/** The page without its script and its data, which only the script reads. */
const markup = (html: string): string => html.replace(/<script\b.*?<\/script>/gs, '');

const dataIn = (html: string): ReportData =>
  JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)![1]!) as ReportData;

test.each(HOSTILE_CASES)('hostile text stays text: %j', async (_, text) => {
  const html = await page(runNamed(text));
  // The browser sees the same markup as for a harmless name.
  expect(skeleton(html)).toEqual(skeleton(await page(runNamed('harmless'))));
  // eslint-disable-next-line no-control-regex -- the test looks for them
  expect(markup(html)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|\p{Bidi_Control}/u);
  // The script gets the text as it is.
  expect(dataIn(html).signals[0]!.identity.key).toBe(JSON.parse(JSON.stringify(text)));
});

test('the text itself is there, escaped', async () => {
  const html = markup(await page(runNamed('<a b="c">&\'')));
  const escaped = '&lt;a b=&quot;c&quot;&gt;&amp;&#39;';
  expect(html.split(escaped).length - 1).toBeGreaterThanOrEqual(7);
  expect(html).toContain(`<code>${escaped}</code>`);
});

test('the page refers to nothing outside, and its policy allows only its own script and style', async () => {
  const html = markup(await page(runNamed('https://example.com/x.js')));
  expect(html).toMatch(
    /content="default-src 'none'; script-src 'sha256-[\w+/]{43}='; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'"/,
  );
  for (const tag of skeleton(html)) {
    expect(tag).not.toMatch(/\b(?:src|action|srcset|data|style|on\w+)\s*=/i);
    expect(tag.replace(/href="#[\w-]+"/, '')).not.toMatch(/href/);
  }
  expect(skeleton(html).join()).not.toMatch(/<(?:link|img|iframe|object|embed|base|form)\b/i);
  expect(html).not.toMatch(/url\(|@import/);
});

test('first comes what was asked, what was read and what was not', async () => {
  const html = markup(await page(madeRun({ signals: [madeSignal(), madeSignal({ id: '2' })] })));
  expect(html).toContain('Anomalous secret retrieval: 2 signals');
  const facts = html.indexOf('<dl class="facts">');
  expect(facts).toBeLessThan(html.indexOf('id="signals"'));
  expect(html).toContain('<code>s3://trail</code>');
  expect(html).toContain('<strong>7</strong> of 10 objects');
  expect(html).toContain(
    '<strong>Incomplete.</strong> 1 object that could not be read or decoded; 2 objects that were not wanted; 1 folder not entered',
  );
  expect(html).toContain('10 objects listed = 7 decoded + 1 failed + 2 skipped.');
  expect(html).toContain('corruptGzip 1');
  expect(html).toContain('s3://trail/broken.json.gz');
});

test('without scripts there is a table of the signals with why', async () => {
  const suppressed = madeSignal({ id: '2', suppressed: { by: 'known backup' }, estimated: true });
  const html = await page(madeRun({ signals: [madeSignal(), suppressed] }));
  const table = /<noscript>(.*)<\/noscript>/s.exec(html)![1]!;
  expect(table).toContain('read 29 secrets 31 times in 1 min 1 s, 1 of them never before');
  expect(table).toContain('<td>suppressed by known backup</td>');
  expect(table).toContain('read about 29 secrets');
  const many = await page(
    madeRun({ signals: Array.from({ length: 250 }, (_, id) => madeSignal({ id: String(id) })) }),
  );
  expect(many).toContain('The first 200 of 250; signals.ndjson has all of them.');
});

test('the settings that made it are there', async () => {
  const html = await page(madeRun());
  expect(html).toMatch(/<pre [^>]*>trailspike scan trail<\/pre>/);
  expect(html).toContain('<th scope="row">evaluation window</th><td>30 min</td>');
});

test('a run that found and read nothing says so', async () => {
  const html = markup(await page({ ...emptyRun(), warnings: ['this trail may log write events only'] }));
  expect(html).toContain('0 signals');
  expect(html).not.toContain('No identity retrieved more secrets');
  expect(html).toContain('<p class="warning">this trail may log write events only</p>');
  expect(html).toContain('0 objects listed');
  expect(html).not.toMatch(/NaN|undefined|null|Infinity/);
});

test('suppressions are listed with their counts and the signals that they marked', async () => {
  const use = { enabled: true, forThisRule: true, excludedEvents: 0, suppressedSignals: 0 };
  const html = await page(
    madeRun({
      signals: [madeSignal(), madeSignal({ id: '2', suppressed: { by: 'nightly backup' } }, 'arn:backup')],
      suppressions: [
        { ...use, name: 'nightly backup', suppressedSignals: 2, excludedEvents: 17 },
        { ...use, name: 'old one', enabled: false },
        { ...use, name: 'of another rule', forThisRule: false },
        { ...use, name: '<b>odd</b>' },
      ],
    }),
  );
  const table = /<div [^>]*aria-label="Suppressions">.*?<\/table>/s.exec(html)![0];
  const rows = [...table.matchAll(/<tr>(<td>.*?)<\/tr>/gs)].map(([, cells]) => cells!);
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatch(
    /nightly backup<\/td><td>yes<\/td><td>17<\/td><td>2<\/td>.*<summary>1<\/summary>.*arn:backup/,
  );
  expect(rows[1]).toContain('old one</td><td>disabled</td><td>0</td><td>0</td><td>0</td>');
  expect(rows[2]).toContain('not to this rule');
  expect(rows[3]).toContain('&lt;b&gt;odd&lt;/b&gt;');
  expect(await page(madeRun())).not.toContain('aria-label="Suppressions"');
});

test('the signals of one suppression are cut at 100', async () => {
  const signals = Array.from({ length: 250 }, (_, id) =>
    madeSignal({ id: String(id), suppressed: { by: 'all' } }),
  );
  const use = { name: 'all', enabled: true, forThisRule: true, excludedEvents: 0, suppressedSignals: 250 };
  const html = await page(madeRun({ signals, suppressions: [use] }));
  const table = /<div [^>]*aria-label="Suppressions">.*?<\/table>/s.exec(html)![0];
  expect(table).toContain('<summary>250, the first 100</summary>');
  expect(table.match(/<li>/g)).toHaveLength(100);
});

test('the page without its data stays small', async () => {
  expect(Buffer.byteLength(await page(emptyRun()))).toBeLessThan(500_000);
});

test('it says what was verified, what was found, and which hours were not seen', async () => {
  const unchecked = markup(await page(madeRun()));
  expect(unchecked).toContain("CloudTrail's digests were not checked");
  expect(unchecked).toContain('1 gap: quiet there does not mean quiet.');
  expect(unchecked).toContain('1 object could not be read or decoded');
  const html = markup(await page(madeRun({ integrity: madeIntegrity(), gaps: [] })));
  expect(html).toContain('118 of 120 logs that digests name are as CloudTrail wrote them');
  const cells = [...html.matchAll(/<th scope="row">([^<]*)<\/th><td class="figure">(\d+)<\/td>/g)];
  expect(Object.fromEntries(cells.map(([, title, amount]) => [title, Number(amount)]))).toMatchObject({
    'logs missing: a digest names them': 1,
    'digests that do not follow the one before': 1,
    'digests whose signature fits': 23,
  });
  expect(html).toContain('gone.json.gz');
  expect(html).toContain('No gap is known.');
});
