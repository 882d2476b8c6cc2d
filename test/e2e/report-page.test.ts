import axe from 'axe-core';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseInstant } from '../../src/model/time.js';
import { scanWithThreads } from '../../src/main-thread/scan.js';
import type { OutputRun } from '../../src/output/formats/output-format.js';
import { writeOutputs } from '../../src/output/write-outputs.js';
import { HOSTILE_CASES, madeRun, madeSignal, runNamed } from '../output/made-run.js';
import { plantTheft, THIEF } from '../support/planted-theft.js';
import { BUILT_ENTRIES } from '../support/run-output.js';
import { describeUnless } from '../support/skipping.js';
import { temporaryFolder } from '../support/temporary.js';
import { cases } from '../support/thorough.js';

const CHROMIUM = '/usr/bin/chromium';
const missing = existsSync(CHROMIUM) ? undefined : `no ${CHROMIUM}: install the Debian package chromium`;

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface View {
  readonly width?: number;
  readonly dark?: boolean;
  readonly scripts?: boolean;
}

interface Opened {
  readonly page: Page;
  /** Addresses that the page requested. */
  readonly requests: string[];
  /** Console messages, errors and dialogs of the page. */
  readonly complaints: string[];
  readonly close: () => Promise<void>;
}

/** Signals unlike each other, in the order of the files. */
function manySignals(amount: number): OutputRun {
  const statuses = ['critical', 'high', 'medium', 'low', 'info'] as const;
  const signals = Array.from({ length: amount }, (_, index) => {
    const key = `arn:aws:sts::111122223333:assumed-role/service-${(index * 7919) % amount}/session`;
    const start = new Date(Date.UTC(2026, 2, 1) + ((index * 104_729) % 2_000_000) * 1000).toISOString();
    return madeSignal(
      {
        id: index.toString(16).padStart(16, '0'),
        status: statuses[Math.floor((index * statuses.length) / amount)]!,
        start: `${start.slice(0, 19)}Z`,
        end: `${start.slice(0, 10)}T23:59:59Z`,
        observed: { retrievals: 10 + (index % 400), failures: 0, distinctSecrets: 9, newSecrets: index % 9 },
        suppressed: index % 10 === 9 ? { by: 'known' } : null,
      },
      key,
    );
  });
  return madeRun({ signals, evidence: [] });
}

describeUnless(missing, 'report.html in a browser', () => {
  let browser: Browser;
  let found: string;
  let many: string;

  async function written(run: OutputRun): Promise<string> {
    const out = temporaryFolder();
    await writeOutputs(run, out, { formats: ['report'], args: ['scan', 'trail'] });
    return pathToFileURL(join(out, 'report.html')).href;
  }

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
    const organisation = temporaryFolder();
    plantTheft(organisation);
    await using run = await scanWithThreads(
      { sources: [organisation], threads: 1, shards: 1, explain: 10 },
      BUILT_ENTRIES,
    );
    const at = parseInstant(run.signals[0]!.start)! - 7200;
    const from = at - (at % 3600);
    const place = { account: THIEF.split(':')[4]!, region: 'us-east-1', from, to: from + 3600 };
    found = await written({ ...run, gaps: [{ kind: 'missing', ...place, amount: 2 }] });
    many = await written(manySignals(5000));
  }, 60_000);
  afterAll(async () => browser.close());

  async function open(
    address: string,
    { width = 1280, dark = false, scripts = true }: View = {},
  ): Promise<Opened> {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme: dark ? 'dark' : 'light',
      javaScriptEnabled: scripts,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    const [requests, complaints]: [string[], string[]] = [[], []];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => {
      complaints.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(address);
    return { page, requests, complaints, close: async () => context.close() };
  }

  /** What axe-core finds wrong with the page as it is. */
  async function violations(page: Page): Promise<string[]> {
    // The policy of the page lets no other script in, so it is handed over by the debugger.
    await page.evaluate(axe.source);
    const rules = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      'axe.run(document).then(({ violations }) => violations)',
    );
    return rules.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 100)).join(' | ')}`);
  }

  const openAll = `for (const details of document.querySelectorAll('details')) details.open = true`;

  test.each<[string, View]>([
    ['on a desk', {}],
    ['dark', { dark: true }],
    ['on a telephone', { width: 390 }],
    ['on a telephone, dark', { width: 390, dark: true }],
  ])('shows a theft, asks for nothing else, and everybody can use it: %s', async (_, view) => {
    const { page, requests, complaints, close } = await open(found, view);
    expect(await page.locator('article .identity').first().textContent()).toBe(THIEF);
    expect(
      await page
        .getByText(/^read \d+ secrets in .*never before/)
        .first()
        .isVisible(),
    ).toBe(true);
    await page.evaluate(openAll);
    expect(
      await page.getByText('us-east-1:999988887777:stolen-24', { exact: true }).first().isVisible(),
    ).toBe(true);
    expect(await violations(page)).toEqual([]);
    const beyond = await page.evaluate<string[]>(`
      [...document.body.querySelectorAll('*')]
        .filter((element) => !element.closest('.scroller, .chart, pre, .skip, .unseen, legend'))
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
        .map((element) => element.outerHTML.slice(0, 80))`);
    expect(beyond).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      view.width ?? 1280,
    );
    expect(complaints).toEqual([]);
    expect(requests).toEqual([found]);
    await close();
  });

  test('says at a signal that not all was seen near it, and marks that in the chart', async () => {
    const { page, close } = await open(found);
    const note = page.locator('article .gaps').first();
    expect(await note.isVisible()).toBe(true);
    const said = (await note.textContent()) ?? '';
    expect(said).toMatch(/Not all of CloudTrail was seen between .* quiet here does not mean quiet/);
    expect(said).toMatch(/999988887777 us-east-1: 2 logs that digests name are not there/);
    expect(await page.locator('.activity .mark.gap').first().isVisible()).toBe(true);
    await close();
    const without = await open(many);
    expect(await without.page.locator('article .gaps, .mark.gap').count()).toBe(0);
    await without.close();
  });

  test('draws its charts, in the colours of light and dark', async () => {
    const darkest = async (dark: boolean): Promise<number> => {
      const { page, close } = await open(found, { dark });
      // Pixels that are not transparent, of each chart.
      const drawn = await page.evaluate<number[]>(`
        [...document.querySelectorAll('canvas')].map((canvas) => {
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          let drawn = 0;
          for (let at = 3; at < data.length; at += 4) if (data[at] > 0) drawn++;
          return drawn;
        })`);
      expect(drawn.length).toBeGreaterThanOrEqual(3);
      expect(Math.min(...drawn)).toBeGreaterThan(500);
      const lightness = await page.evaluate<number>(
        `Number(/\\d+/.exec(getComputedStyle(document.documentElement).backgroundColor)[0])`,
      );
      await close();
      return lightness;
    };
    expect(await darkest(false)).toBeGreaterThan(200);
    expect(await darkest(true)).toBeLessThan(50);
  });

  test('the time shown can be chosen, and the figures are in a table', async () => {
    const { page, close } = await open(found);
    const activity = page.locator('.activity');
    const note = async (): Promise<string> => (await activity.locator('p.quiet').first().textContent()) ?? '';
    const whole = await note();
    await activity.getByRole('button', { name: 'Hours around' }).click();
    expect(await activity.getByRole('button', { name: 'Hours around' }).getAttribute('aria-pressed')).toBe(
      'true',
    );
    expect(await note()).not.toBe(whole);
    await activity.getByText('Figures of this chart').click();
    const cells = await activity.locator('tbody tr td:nth-child(2)').allTextContents();
    expect(cells.reduce((sum, cell) => sum + Number(cell), 0)).toBeGreaterThan(20);
    await close();
  });

  test('commands are copied by one click, exactly', async () => {
    const { page, close } = await open(found);
    const figures = page.locator('.command');
    expect(await figures.count()).toBeGreaterThanOrEqual(4);
    await page.evaluate(openAll);
    for (const figure of await figures.all()) {
      await figure.getByRole('button', { name: /^Copy: / }).click();
      await figure.getByText('Copied').waitFor();
      const copied = await page.evaluate<string>('navigator.clipboard.readText()');
      expect(copied).toBe(await figure.locator('pre').textContent());
    }
    const all = (await figures.locator('pre').allTextContents()).join('\n');
    expect(all).toMatch(/^trailspike investigate \S+ --signal [0-9a-f]{16} --out \/\S+$/m);
    expect(all).toContain('aws secretsmanager rotate-secret');
    expect(all).toMatch(/aws iam (?:put-role-policy|update-access-key|list-access-keys)/);
    expect(all).toContain('"suppression_query"');
    await close();
  });

  test('ticks of the checklist stay when the page is opened again', async () => {
    const { page, close } = await open(found);
    const first = page.locator('.triage input[type=checkbox]').first();
    await first.check();
    await page.reload();
    expect(await page.locator('.triage input[type=checkbox]').first().isChecked()).toBe(true);
    await close();
  });

  test('without scripts there is a table of the signals', async () => {
    const { page, requests, close } = await open(found, { scripts: false });
    expect(await page.getByRole('cell', { name: THIEF }).first().isVisible()).toBe(true);
    expect(requests).toEqual([found]);
    await close();
  });

  test('prints what is open, light, without what cannot be used on paper', async () => {
    const { page, close } = await open(found, { dark: true });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.toolbar').isVisible()).toBe(false);
    const text = await page.evaluate<string>('getComputedStyle(document.documentElement).color');
    expect(Number(/\d+/.exec(text)![0])).toBeLessThan(100);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
    await close();
  });

  test('5,000 signals: seen soon, sorted, filtered and searched without a wait', async () => {
    const { page, complaints, requests, close } = await open(many);
    const shown = await page.evaluate<number>('performance.getEntriesByType("paint").at(-1).startTime');
    console.log(`first view of 5,000 signals after ${Math.round(shown)} ms`);
    const count = page.locator('#signals [role=status]');
    const identities = async (): Promise<string[]> => page.locator('article .identity').allTextContents();
    expect(await count.textContent()).toBe('4,500 signals of 5,000');
    expect((await identities()).length).toBeLessThan(400);
    // How long the page is busy with each, which is measured and told, not asserted.
    const busy = await page.evaluate<Record<string, number>>(`(() => {
      const time = (work) => { const started = performance.now(); work(); document.body.offsetHeight; return Math.round(performance.now() - started); };
      const order = document.querySelector('#order');
      const choose = (value) => { order.value = value; order.dispatchEvent(new Event('change')); };
      return { newest: time(() => choose('newest')), identity: time(() => choose('identity')), severity: time(() => choose('severity')) };
    })()`);
    console.log(`sorting 5,000 signals: ${JSON.stringify(busy)} ms`);
    expect(await page.locator('article').first().getAttribute('class')).toBe('critical');
    await page.selectOption('#order', 'identity');
    const sorted = await identities();
    expect(sorted).toEqual([...sorted].sort());
    expect(sorted[0]).toContain('/service-0/');
    await page.selectOption('#order', 'newest');
    const times = await page.evaluate<string[]>(
      `[...document.querySelectorAll('article > p time')].map((time) => time.dateTime)`,
    );
    expect(times).toEqual([...times].sort().reverse());
    await page.locator('.toolbar').getByLabel('critical').uncheck();
    expect(await count.textContent()).toBe('3,600 signals of 5,000');
    await page.locator('.toolbar').getByLabel('suppressed').check();
    expect(await count.textContent()).toBe('4,100 signals of 5,000');
    await page.fill('#search', 'service-4321/');
    await expect.poll(async () => count.textContent()).toBe('1 signal of 5,000');
    expect(await identities()).toEqual(['arn:aws:sts::111122223333:assumed-role/service-4321/session']);
    await page.press('#search', 'Escape');
    await expect.poll(async () => count.textContent()).toBe('4,100 signals of 5,000');
    const before = await page.locator('article').count();
    await page.locator('.more').scrollIntoViewIfNeeded();
    await expect.poll(async () => page.locator('article').count()).toBeGreaterThan(before);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([many]);
    await close();
  });

  test('everything is reached by keyboard', async () => {
    const { page, close } = await open(many);
    const focused = async (): Promise<string> =>
      page.evaluate<string>('document.activeElement.id || document.activeElement.className');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('skip');
    await page.keyboard.press('/');
    expect(await focused()).toBe('search');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('order');
    await page.locator('.toolbar input[type=checkbox]').first().focus();
    await page.keyboard.press('j');
    /** Which signal has the focus, from 0. */
    const at = async (): Promise<number> =>
      page.evaluate<number>(
        `[...document.querySelectorAll('article')].findIndex((one) => one.contains(document.activeElement))`,
      );
    expect(await at()).toBe(0);
    await page.keyboard.press('j');
    expect(await at()).toBe(1);
    const second = page.locator('article h3 button').nth(1);
    expect(await second.getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('Enter');
    expect(await second.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Tab');
    expect(await at()).toBe(1);
    await page.keyboard.press('k');
    expect(await at()).toBe(0);
    await close();
  });

  test('an address with the id of a signal opens it, however far down it is', async () => {
    const { page, close } = await open(`${many}#signal-${(3000).toString(16).padStart(16, '0')}`);
    const card = page.locator(`#signal-${(3000).toString(16).padStart(16, '0')}`);
    expect(await card.locator('h3 button').getAttribute('aria-expanded')).toBe('true');
    expect((await card.boundingBox())!.y).toBeLessThan(800);
    await close();
  });

  test('hostile texts run nothing, and show no character that hides or reverses', async () => {
    const pages = await Promise.all(cases(HOSTILE_CASES, 8).map(async ([, text]) => written(runNamed(text))));
    for (const [index, hostile] of pages.entries()) {
      const { page, complaints, requests, close } = await open(hostile);
      await page.evaluate(openAll);
      await page.locator('#signals input[type=checkbox]').first().check();
      expect(await page.locator('article').count()).toBe(1);
      const seen = await page.evaluate<string>('document.body.innerText');
      expect(seen.replace(/[\n\t]/g, ''), `case ${index}`).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      expect(
        await page.evaluate(
          'document.querySelectorAll("article img, article svg, article a, article script, [onerror]").length',
        ),
      ).toBe(0);
      const wide = await page.evaluate<string[]>(`
        [...document.body.querySelectorAll('*')]
          .filter((element) => !element.closest('.scroller, .chart, pre, .skip, .unseen, legend'))
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map((element) => element.outerHTML.slice(0, 80))`);
      expect(wide, `case ${index}`).toEqual([]);
      expect(complaints).toEqual([]);
      expect(requests).toEqual([hostile]);
      await close();
    }
  }, 60_000);

  test('its policy stops a script that would still get in', async () => {
    const { page, complaints, close } = await open(found);
    await page.evaluate(`{
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      document.body.insertAdjacentHTML('beforeend', '<img src="https://example.com/x.png" onerror="window.ran = true">');
    }`);
    await expect.poll(() => complaints.length).toBeGreaterThanOrEqual(2);
    expect(complaints.join('\n')).toMatch(/Content Security Policy/);
    expect(await page.evaluate('window.ran')).toBeUndefined();
    await close();
  });

  test('its size without data is far below 2 MB', () => {
    const html = readFileSync(new URL(found), 'utf8');
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
  });
});
