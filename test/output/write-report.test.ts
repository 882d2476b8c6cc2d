import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TrailspikeError } from '../../src/model/errors.js';
import { checkOutput } from '../../src/output/check-output.js';
import { reportTo } from '../../src/output/write-report.js';
import { temporaryFolder } from '../support/temporary.js';
import { madeRun, madeSignal } from './made-run.js';

const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

describe('reportTo', () => {
  test('makes the folder and writes the files, lines of signals and of buckets in their order', async () => {
    const out = join(temporaryFolder(), 'new/er');
    const signals = [madeSignal({ id: '1' }), madeSignal({ id: '2' })];
    await reportTo(out, { args: ['scan'], buckets: true })(madeRun({ signals }));
    const files = filesOf(out);
    expect(Object.keys(files)).toEqual([
      'buckets.ndjson',
      'latency-inflate.hgrm',
      'report.html',
      'signals.ndjson',
      'summary.json',
    ]);
    expect(files['signals.ndjson']).toBe(signals.map((signal) => `${JSON.stringify(signal)}\n`).join(''));
    expect(files['buckets.ndjson']).toBe('{"identity":"a"}\n{"identity":"b"}\n');
    expect(JSON.parse(files['summary.json']!)).toMatchObject({ arguments: ['scan'], signals: 2 });
  });

  test('buckets of many pieces are whole', async () => {
    const out = temporaryFolder();
    const line = `${'x'.repeat(299_999)}\n`;
    await reportTo(out, { buckets: true })(
      madeRun({
        // eslint-disable-next-line @typescript-eslint/require-await -- as the pipeline gives them
        async *buckets() {
          for (let n = 0; n < 9; n++) yield { identity: String(n), text: `${n}${line}` };
        },
      }),
    );
    expect(readFileSync(join(out, 'buckets.ndjson'), 'utf8')).toBe(
      Array.from({ length: 9 }, (_, n) => `${n}${line}`).join(''),
    );
  });

  test('removes what an earlier run left and this one does not have, and nothing else', async () => {
    const out = temporaryFolder();
    const earlier = madeRun({ signals: [madeSignal(), madeSignal()] });
    earlier.latency.record('snapshot', 1);
    await reportTo(out, { buckets: true })(earlier);
    const mine = { 'notes.txt': 'mine', 'my-buckets.ndjson': 'mine', 'buckets.ndjson.bak': 'mine' };
    for (const [name, text] of Object.entries(mine)) writeFileSync(join(out, name), text);
    await reportTo(out)(madeRun({ signals: [] }));
    const fresh = temporaryFolder();
    await reportTo(fresh)(madeRun({ signals: [] }));
    expect(filesOf(out)).toEqual({ ...filesOf(fresh), ...mine });
  });

  test('leaves all as it was when it fails before everything is written', async () => {
    const out = temporaryFolder();
    await reportTo(out, { buckets: true })(madeRun());
    const before = filesOf(out);
    const failing = madeRun({
      signals: [],
      // eslint-disable-next-line @typescript-eslint/require-await -- as the pipeline gives them
      async *buckets() {
        yield { identity: 'a', text: 'half\n' };
        throw new TrailspikeError('E_THREAD_DIED', 'midway');
      },
    });
    await expect(reportTo(out, { buckets: true })(failing)).rejects.toMatchObject({ code: 'E_THREAD_DIED' });
    expect(filesOf(out)).toEqual(before);
  });

  test('leaves nothing unfinished when a name is taken by a folder', async () => {
    const out = temporaryFolder();
    mkdirSync(join(out, 'report.html'));
    const failure = await reportTo(out, { buckets: true })(madeRun()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TrailspikeError);
    expect(failure).toMatchObject({ code: 'E_OUTPUT', hint: expect.any(String) as string });
    expect((failure as Error).message).toContain(out);
    expect(readdirSync(out).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  test('a file in place of the folder is E_OUTPUT', async () => {
    const out = join(temporaryFolder(), 'file');
    writeFileSync(out, 'mine');
    await expect(reportTo(out)(madeRun())).rejects.toMatchObject({ code: 'E_OUTPUT' });
    expect(readFileSync(out, 'utf8')).toBe('mine');
  });
});

describe('checkOutput', () => {
  test('passes what is or could be made, and makes nothing', () => {
    const folder = temporaryFolder();
    checkOutput(folder);
    checkOutput(join(folder, 'new/and/deeper'));
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['file', 'file/below', 'file/far/below'])('refuses %s where a file stands', (name) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    try {
      checkOutput(join(folder, name));
    } catch (error) {
      expect(error).toMatchObject({ code: 'E_OUTPUT' });
      expect((error as Error).message).toContain(`${join(folder, 'file')} is not a directory`);
      return;
    }
    throw new Error('not refused');
  });
});
