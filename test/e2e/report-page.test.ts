import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scanWithThreads } from '../../src/main-thread/scan.js';
import { writeOutputs } from '../../src/output/write-outputs.js';
import { plantTheft, THIEF } from '../support/planted-theft.js';
import { BUILT_ENTRIES } from '../support/run-output.js';
import { describeUnless } from '../support/skipping.js';
import { temporaryFolder } from '../support/temporary.js';

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
  readonly width: number;
  readonly dark?: boolean;
  readonly scripts?: boolean;
}

interface Opened {
  readonly page: Page;
  /** Addresses that the page requested. */
  readonly requests: string[];
  /** Console messages and errors of the page. */
  readonly complaints: string[];
}

describeUnless(missing, 'report.html in a browser', () => {
  let browser: Browser;
  let address: string;
  const shots = temporaryFolder();

  beforeAll(async () => {
    const [organisation, out] = [temporaryFolder(), temporaryFolder()];
    plantTheft(organisation);
    await using run = await scanWithThreads(
      { sources: [organisation], threads: 1, shards: 1 },
      BUILT_ENTRIES,
    );
    await writeOutputs(run, out);
    address = pathToFileURL(join(out, 'report.html')).href;
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  });
  afterAll(async () => browser.close());

  async function open({ width, dark = false, scripts = true }: View): Promise<Opened> {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme: dark ? 'dark' : 'light',
      javaScriptEnabled: scripts,
    });
    const page = await context.newPage();
    const [requests, complaints]: [string[], string[]] = [[], []];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(address);
    return { page, requests, complaints };
  }

  test.each<[string, View]>([
    ['on a desk', { width: 1280 }],
    ['without scripts', { width: 1280, scripts: false }],
    ['on a telephone', { width: 400 }],
    ['on a telephone, dark, without scripts', { width: 400, dark: true, scripts: false }],
  ])('shows who took which secrets, asks for nothing else: %s', async (name, view) => {
    const { page, requests, complaints } = await open(view);
    expect(await page.getByText(THIEF, { exact: true }).isVisible()).toBe(true);
    const secret = page.getByText('us-east-1:999988887777:stolen-24', { exact: true });
    expect(await secret.isVisible()).toBe(false);
    await page.getByText(/^\d+ secrets/).click();
    expect(await secret.isVisible()).toBe(true);
    const shot = join(shots, `${name}.png`);
    await page.screenshot({ path: shot, fullPage: true });
    expect(statSync(shot).size).toBeGreaterThan(1000);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([address]);
    await page.context().close();
  });

  test.each([400, 1280])('nothing is wider than a window of %d pixels', async (width) => {
    const { page } = await open({ width });
    await page.getByText(/^\d+ secrets/).click();
    const beyond = await page.evaluate<string[]>(`
      [...document.body.querySelectorAll('*')]
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
        .map((element) => element.outerHTML.slice(0, 80))`);
    expect(beyond).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.context().close();
  });

  test('dark mode shows light text on a dark background', async () => {
    for (const dark of [false, true]) {
      const { page } = await open({ width: 800, dark });
      // The computed colour depends on the colour scheme; the page sets none itself.
      const text = await page.evaluate<string>('getComputedStyle(document.body).color');
      const lightness = Number(/\d+/.exec(text)![0]);
      expect(lightness > 128).toBe(dark);
      await page.context().close();
    }
  });
});
