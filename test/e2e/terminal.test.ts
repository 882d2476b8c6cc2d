/* eslint-disable no-control-regex -- what a terminal gets */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { plantTheft, THIEF } from '../support/planted-theft.js';
import { testUnless } from '../support/skipping.js';
import { temporaryFolder } from '../support/temporary.js';
import { shellLine } from '../../src/base/shell-text.js';

const main = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/src/threads/main.js');
/** util-linux's `script` gives a program a terminal. */
const noTerminal =
  spawnSync('script', ['--version']).status === 0 ? undefined : "util-linux's script is not installed";

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
}

/** Runs the built program on a terminal of `columns`. @returns what the terminal got on stdout and stderr */
function onTerminal(
  args: readonly string[],
  columns: number,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const command = `stty cols ${columns}; ${shellLine([process.execPath, main, ...args])}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      TERM: 'xterm',
      SHELL: '/bin/sh',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout })));
}

const organisation = temporaryFolder();
beforeAll(() => plantTheft(organisation));

testUnless(
  noTerminal,
  'a terminal gets a table in colours that fits, and what to do next at last',
  async () => {
    const out = join(temporaryFolder(), 'out');
    const { code, stdout } = await onTerminal(['scan', organisation, '--out', out, '--verbose'], 80);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\u001b\[3[136]m(?:critical|high|medium|low) *\u001b\[0m/);
    const lines = stripVTControlCharacters(stdout).split(/[\r\n]+/);
    const table = lines.slice(lines.findIndex((line) => line.includes('start (UTC)')));
    const end = table.findIndex((line) => line.startsWith('1 signal'));
    for (const line of table.slice(0, end)) expect(line.length).toBeLessThanOrEqual(80);
    const { id } = JSON.parse(readFileSync(join(out, 'signals.ndjson'), 'utf8')) as { id: string };
    expect(table.join('\n')).toContain(`    signal ${id} of ${THIEF}\n    read 26 secrets within `);
    expect(lines.filter((line) => line.trim() !== '').at(-1)).toBe(
      `next: open ${out}/report.html, or see what else was done: ` +
        `trailspike investigate ${organisation} --signal ${id} --out ${out}`,
    );
  },
);

testUnless(noTerminal, 'NO_COLOR and a dumb terminal get no colours', async () => {
  const scan = ['scan', organisation, '--out', temporaryFolder()];
  for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
    const { stdout } = await onTerminal(scan, 120, env);
    expect(stdout).toContain('start (UTC)');
    expect(stdout).not.toMatch(/\u001b\[\d*(?:;\d+)*m/);
  }
});

testUnless(noTerminal, 'names from records send nothing to a terminal but their text', async () => {
  const folder = temporaryFolder();
  plantTheft(folder);
  const name = 'tool\u001b]0;title\u0007\u009b2J\u202egnp.exe\r\nnext: rm -rf';
  const record = {
    eventVersion: '1.08',
    eventTime: '2026-03-01T10:00:00Z',
    eventSource: 'secretsmanager.amazonaws.com',
    eventName: 'GetSecretValue',
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.9',
    userAgent: name,
    userIdentity: {
      type: 'IAMUser',
      arn: `arn:aws:iam::111122223333:user/${name}`,
      accountId: '111122223333',
      userName: name,
    },
    requestParameters: null,
    responseElements: null,
    eventType: 'AwsApiCall',
    readOnly: true,
  };
  const records = Array.from({ length: 60 }, (_, n) => ({
    ...record,
    eventID: `0000-${n}`,
    requestParameters: { secretId: `${name}${n}` },
  }));
  writeFileSync(join(folder, 'hostile\u001b[2J.json.gz'), gzipSync(JSON.stringify({ Records: records })));
  writeFileSync(
    join(folder, 'damaged\u001b[2J.json.gz'),
    gzipSync(JSON.stringify({ Records: records })).subarray(0, 200),
  );
  const rule = join(temporaryFolder(), 'rule.json');
  writeFileSync(
    rule,
    JSON.stringify({
      name,
      isEnabled: true,
      type: 'log_detection',
      message: `${name}\n{{@userIdentity.arn}}`,
      tags: [],
      queries: [
        {
          name: 'a',
          query: '@evt.name:GetSecretValue',
          aggregation: 'count',
          distinctFields: [],
          groupByFields: ['@userIdentity.arn'],
        },
      ],
      cases: [{ name: '', status: 'high', condition: 'a > 50', notifications: [] }],
      options: {
        detectionMethod: 'threshold',
        evaluationWindow: 3600,
        keepAlive: 3600,
        maxSignalDuration: 86400,
      },
    }),
  );
  for (const more of [['--verbose'], ['--json']]) {
    const { code, stdout } = await onTerminal(
      ['scan', folder, '--out', temporaryFolder(), '--rule', rule, ...more],
      100,
    );
    expect(code).toBe(3);
    expect(stdout).toContain(more[0] === '--json' ? '"signals": 1' : 'user/tool');
    // What is left when colours and the progress line are taken away.
    const text = stdout
      .replace(/\u001b\[(?:\d+(?:;\d+)*m|2K)/g, '')
      .replaceAll('\r\n', '\n')
      .replace(/\r/g, '');
    expect(text.match(/[^\n\P{Cc}]|[\u202a-\u202e]/gu) ?? []).toEqual([]);
    expect(text.match(/^next: /gm)).toHaveLength(1);
  }
});

test('--json prints what summary.json holds, also with --quiet, and nothing else', () => {
  const out = temporaryFolder();
  for (const more of [[], ['--quiet']]) {
    const { status, stdout } = spawnSync(process.execPath, [
      main,
      'scan',
      organisation,
      '--out',
      out,
      '--json',
      ...more,
    ]);
    expect(status).toBe(0);
    const printed = JSON.parse(stdout.toString()) as {
      arguments: unknown;
      coverage: unknown;
      signals: number;
    };
    const written = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as typeof printed;
    expect(printed.signals).toBe(1);
    expect(Object.keys(printed)).toEqual(Object.keys(written));
    expect(printed.coverage).toEqual(written.coverage);
    expect(printed.arguments).toEqual(written.arguments);
  }
});
