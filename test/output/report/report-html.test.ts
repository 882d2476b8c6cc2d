import { expect, test } from 'vitest';
import type { Signal } from '../../../src/model/signal.js';
import { reportHtml } from '../../../src/output/report/report-html.js';
import { emptyRun, HOSTILE_CASES, madeRun, madeSignal, runNamed } from '../made-run.js';

const page = (...run: Parameters<typeof reportHtml>): string => [...reportHtml(...run)].join('');

/** Tags and attributes of a page, without any text. */
const skeleton = (html: string): string[] => html.match(/<[^>]*>/g) ?? [];

const runWith = (text: string): string => page(runNamed(text));

test.each(HOSTILE_CASES)('hostile text stays text: %j', (_, text) => {
  const html = runWith(text);
  // The browser sees the same markup as for a harmless name.
  expect(skeleton(html)).toEqual(skeleton(runWith('harmless')));
  // eslint-disable-next-line no-control-regex -- the test looks for them
  expect(html).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|\p{Bidi_Control}/u);
});

test('the text itself is there, escaped', () => {
  const html = runWith('<a b="c">&\'');
  const escaped = '&lt;a b=&quot;c&quot;&gt;&amp;&#39;';
  expect(html.split(escaped).length - 1).toBeGreaterThanOrEqual(7);
  expect(html).toContain(`<code>${escaped}</code>`);
});

test('the page refers to nothing outside, and its policy forbids it', () => {
  const html = runWith('https://example.com/x.js');
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  for (const tag of skeleton(html)) expect(tag).not.toMatch(/\b(?:src|href|action|srcset|data|on\w+)\s*=/i);
  expect(skeleton(html).join()).not.toMatch(/<(?:script|link|img|iframe|object|embed|base|form)\b/i);
  expect(html).not.toMatch(/url\(|@import/);
});

test('a signal and the coverage are shown with their figures', () => {
  const suppressed: Partial<Signal> = { suppressed: { by: 'known backup' }, estimated: true };
  const html = page(madeRun({ signals: [madeSignal(), madeSignal(suppressed)] }));
  expect(html).toContain('Anomalous secret retrieval: 2 signals');
  expect(html).toContain('<b>high</b>');
  expect(html).toContain('<b>suppressed</b>');
  expect(html).toContain('known backup');
  expect(html).toContain('<dd>31</dd>');
  expect(html).toContain('<dd>≈ 31</dd>');
  expect(html).toContain('volume: 31 in 30 minutes, upper bound 4 (p = 2.5e-9)');
  expect(html).toContain('29 secrets, 1 new, 2 shown');
  expect(html).toContain('<code>us-east-1:111122223333:fresh</code> <mark>new</mark>');
  expect(html).not.toContain('known</code> <mark>');
  expect(html).toContain('10 objects listed = 7 decoded + 1 failed + 2 skipped.');
  expect(html).toContain('corruptGzip 1');
  expect(html).toContain('s3://trail/broken.json.gz');
});

test('an analysis without a p-value says that its bound is fixed', () => {
  const analysis = {
    kind: 'denied',
    windowSeconds: 86_400,
    observed: 25,
    upperBound: 19,
    pValue: null,
  } as const;
  const html = page(madeRun({ signals: [madeSignal({ analyses: [analysis] })] }));
  expect(html).toContain('denied: 25 in 1440 minutes, upper bound 19 (a fixed bound, no p-value)');
});

test('a run that found and read nothing says so', () => {
  const html = page({ ...emptyRun(), warnings: ['this trail may log write events only'] });
  expect(html).toContain('0 signals');
  expect(html).not.toContain('No identity retrieved more secrets');
  expect(html).toContain('<p class="warning">this trail may log write events only</p>');
  expect(html).toContain('0 objects listed');
  expect(html).not.toMatch(/NaN|undefined|null|Infinity/);
});

test('suppressions are listed with their counts and the signals that they marked', () => {
  const use = { enabled: true, forThisRule: true, excludedEvents: 0, suppressedSignals: 0 };
  const html = page(
    madeRun({
      signals: [madeSignal(), madeSignal({ suppressed: { by: 'nightly backup' } }, 'arn:backup')],
      suppressions: [
        { ...use, name: 'nightly backup', suppressedSignals: 2, excludedEvents: 17 },
        { ...use, name: 'old one', enabled: false },
        { ...use, name: 'of another rule', forThisRule: false },
        { ...use, name: '<b>odd</b>' },
      ],
    }),
  );
  const rows = [...html.matchAll(/<tr>(<td>.*?)<\/tr>/gs)].map(([, cells]) => cells!);
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatch(
    /nightly backup<\/td><td>yes<\/td><td>17<\/td><td>2<\/td>.*<summary>1<\/summary>.*arn:backup/,
  );
  expect(rows[1]).toContain('old one</td><td>disabled</td><td>0</td><td>0</td><td>0</td>');
  expect(rows[2]).toContain('not to this rule');
  expect(rows[3]).toContain('&lt;b&gt;odd&lt;/b&gt;');
  expect(page(madeRun())).not.toContain('Suppressions');
});

test('the signals of one suppression are cut at 100', () => {
  const signals = Array.from({ length: 250 }, () => madeSignal({ suppressed: { by: 'all' } }));
  const use = { name: 'all', enabled: true, forThisRule: true, excludedEvents: 0, suppressedSignals: 250 };
  const table = /<table>.*<\/table>/s.exec(page(madeRun({ signals, suppressions: [use] })))![0];
  expect(table).toContain('<summary>250, the first 100</summary>');
  expect(table.match(/<li>/g)).toHaveLength(100);
});

test('signals are cut at 1,000, and the page says where the rest is', () => {
  const html = page(madeRun({ signals: Array.from({ length: 1203 }, () => madeSignal()) }));
  expect(html.match(/<article/g)).toHaveLength(1000);
  expect(html).toContain('and 203 more; signals.ndjson (--format signals) has all of them');
});
