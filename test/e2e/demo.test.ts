import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { severityOf, type Signal } from '../../src/model/signal.js';
import { temporaryFolder } from '../support/temporary.js';

const main = fileURLToPath(new URL('../../dist/src/threads/main.js', import.meta.url));

describe('the demo', () => {
  const out = temporaryFolder();
  let [table, shown] = ['', ''];
  let signals: readonly Signal[] = [];
  let code: unknown;
  beforeAll(async () => {
    const child = spawn(process.execPath, [main, 'demo', '--out', out], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (part: Buffer) => (table += part.toString()));
    child.stderr.on('data', (part: Buffer) => (shown += part.toString()));
    [code] = (await once(child, 'close')) as unknown[];
    const lines = readFileSync(join(out, 'signals.ndjson'), 'utf8').split('\n').slice(0, -1);
    signals = lines.map((line) => JSON.parse(line) as Signal);
  });

  const alerting = (): readonly Signal[] =>
    signals.filter(({ status }) => severityOf(status) >= severityOf('medium'));

  test('finds all its thefts', () => {
    expect(code).toBe(0);
    expect(shown).toContain('Of 3 simulated thefts, signals cover 3.');
    expect(shown.match(/^ {2}found /gm)).toHaveLength(3);
    expect(alerting().length).toBeGreaterThanOrEqual(3);
  });

  test('prints what the README shows', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const rows = table.split('\n').filter((line) => line.startsWith('2026-'));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(readme).toContain(row);
    const third = signals.find(({ status }) => status === 'medium')!;
    expect(readme).toContain(`"id": "${third.id}"`);
    for (const { kind, observed } of third.analyses)
      expect(readme).toMatch(`"kind": "${kind}", "windowSeconds": 86400, "observed": ${observed}`);
    expect(readme).toContain(`"pValue": ${JSON.stringify(third.pValue).replace('e-6', 'e-06')}`);
  });

  test('does not alert to the end of a month, nor to more than one other thing', () => {
    expect(alerting().filter(({ identity }) => identity.key.includes('month-end'))).toEqual([]);
    expect(alerting().length).toBeLessThanOrEqual(4);
  });
});
