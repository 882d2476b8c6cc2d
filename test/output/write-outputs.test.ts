import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { TrailspikeError } from '../../src/model/errors.js';
import { checkOutput } from '../../src/output/check-output.js';
import { DEFAULT_FORMATS, type OutputFormatName } from '../../src/output/formats/registry.js';
import { lockOutput } from '../../src/output/lock-output.js';
import { writeOutputs } from '../../src/output/write-outputs.js';
import { temporaryFolder } from '../support/temporary.js';
import { madeBucket, madeRun, madeSignal } from './made-run.js';

const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

const FORMATS = [...DEFAULT_FORMATS, 'buckets'] as const;

describe('writeOutputs', () => {
  test('makes the folder and writes the files, signals and buckets a line each in their order', async () => {
    const out = join(temporaryFolder(), 'new/er');
    const signals = [madeSignal({ id: '1' }), madeSignal({ id: '2' })];
    const written = await writeOutputs(madeRun({ signals }), out, { args: ['scan'], formats: FORMATS });
    const files = filesOf(out);
    expect(Object.keys(files)).toEqual([
      'activity.ndjson',
      'buckets.ndjson',
      'evidence.ndjson',
      'latency-inflate.hgrm',
      'report.html',
      'signals.ndjson',
      'summary.json',
    ]);
    expect([...written].sort()).toEqual(Object.keys(files));
    expect(files['signals.ndjson']).toBe(signals.map((signal) => `${JSON.stringify(signal)}\n`).join(''));
    expect(files['buckets.ndjson']).toBe(madeBucket('a') + madeBucket('b'));
    expect(JSON.parse(files['summary.json']!)).toMatchObject({ arguments: ['scan'], signals: 2 });
  });

  test('writes the default formats, or those that are asked for', async () => {
    const out = temporaryFolder();
    await writeOutputs(madeRun(), out);
    expect(Object.keys(filesOf(out))).toEqual([
      'activity.ndjson',
      'evidence.ndjson',
      'latency-inflate.hgrm',
      'report.html',
      'signals.ndjson',
      'summary.json',
    ]);
    await writeOutputs(madeRun(), out, { formats: ['buckets', 'signals'] });
    expect(Object.keys(filesOf(out))).toEqual(['buckets.ndjson', 'signals.ndjson']);
  });

  test('a file of many pieces is whole', async () => {
    const out = temporaryFolder();
    const line = `${'x'.repeat(299_999)}\n`;
    const run = madeRun({
      // eslint-disable-next-line @typescript-eslint/require-await -- as a run gives them
      async *buckets() {
        for (let n = 0; n < 9; n++) yield { identity: String(n), text: `${n}${line}` };
      },
    });
    await writeOutputs(run, out, { formats: ['buckets'] });
    expect(readFileSync(join(out, 'buckets.ndjson'), 'utf8')).toBe(
      Array.from({ length: 9 }, (_, n) => `${n}${line}`).join(''),
    );
  });

  test('deletes what an earlier run left and this one does not have, and nothing else', async () => {
    const out = temporaryFolder();
    const earlier = madeRun({ signals: [madeSignal(), madeSignal()] });
    earlier.latency.record('snapshot', 1);
    await writeOutputs(earlier, out, { formats: FORMATS });
    const mine = { 'notes.txt': 'mine', 'my-buckets.ndjson': 'mine', 'buckets.ndjson.bak': 'mine' };
    for (const [name, text] of Object.entries(mine)) writeFileSync(join(out, name), text);
    await writeOutputs(madeRun({ signals: [] }), out);
    const fresh = temporaryFolder();
    await writeOutputs(madeRun({ signals: [] }), fresh);
    expect(filesOf(out)).toEqual({ ...filesOf(fresh), ...mine });
  });

  test('keeps a folder that has the name of an output file', async () => {
    const out = temporaryFolder();
    mkdirSync(join(out, 'report.html'));
    await writeOutputs(madeRun(), out, { formats: ['signals'] });
    expect(readdirSync(out).sort()).toEqual(['report.html', 'signals.ndjson']);
  });

  test('leaves everything as it was when a format fails before everything is written', async () => {
    const out = temporaryFolder();
    await writeOutputs(madeRun(), out, { formats: FORMATS });
    const before = filesOf(out);
    const failing = madeRun({
      signals: [],
      // eslint-disable-next-line @typescript-eslint/require-await -- as a run gives them
      async *buckets() {
        yield { identity: 'a', text: 'half\n' };
        throw new TrailspikeError('E_THREAD_DIED', 'midway');
      },
    });
    await expect(writeOutputs(failing, out, { formats: FORMATS })).rejects.toMatchObject({
      code: 'E_THREAD_DIED',
    });
    expect(filesOf(out)).toEqual(before);
  });

  test('leaves everything as it was when it is stopped, even after the last line', async () => {
    const out = temporaryFolder();
    await writeOutputs(madeRun(), out, { formats: FORMATS });
    const before = filesOf(out);
    const [controller, reason] = [new AbortController(), new Error('enough')];
    const stopping = madeRun({
      signals: [],
      // eslint-disable-next-line @typescript-eslint/require-await -- as a run gives them
      async *buckets() {
        yield { identity: 'a', text: 'all\n' };
        controller.abort(reason);
      },
    });
    const writing = writeOutputs(stopping, out, { formats: FORMATS, signal: controller.signal });
    await expect(writing).rejects.toBe(reason);
    expect(filesOf(out)).toEqual(before);
  });

  test('refuses an unknown format before it writes anything', async () => {
    const out = join(temporaryFolder(), 'out');
    const formats = ['signals', 'no-such-format'] as unknown as readonly OutputFormatName[];
    await expect(writeOutputs(madeRun(), out, { formats })).rejects.toMatchObject({ code: 'E_USAGE' });
    expect(existsSync(out)).toBe(false);
  });

  test('leaves nothing unfinished when a folder has the name of a file', async () => {
    const out = temporaryFolder();
    mkdirSync(join(out, 'report.html'));
    const failure = await writeOutputs(madeRun(), out).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TrailspikeError);
    expect(failure).toMatchObject({ code: 'E_OUTPUT', hint: expect.any(String) as string });
    expect((failure as Error).message).toContain(out);
    expect(readdirSync(out).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  test('a file in place of the folder is E_OUTPUT', async () => {
    const out = join(temporaryFolder(), 'file');
    writeFileSync(out, 'mine');
    await expect(writeOutputs(madeRun(), out)).rejects.toMatchObject({ code: 'E_OUTPUT' });
    expect(readFileSync(out, 'utf8')).toBe('mine');
  });
});

describe('checkOutput', () => {
  test('accepts a directory that exists or can be made, and makes nothing', () => {
    const folder = temporaryFolder();
    checkOutput(folder);
    checkOutput(join(folder, 'new/and/deeper'));
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['file', 'file/below', 'file/far/below'])(
    'refuses %s when there is a file in its place',
    (name) => {
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
    },
  );
});

describe('several runs with one output directory', () => {
  /** A run whose files name it, and that takes a while to write. */
  function named(name: string, signals: number) {
    return madeRun({
      signals: Array.from({ length: signals }, () => madeSignal({ message: name })),
      async *buckets() {
        for (let n = 0; n < 5; n++) {
          await sleep(2);
          yield { identity: String(n), text: `${name}\n` };
        }
      },
    });
  }

  test('write one after the other: the directory has the files of one run', async () => {
    const out = temporaryFolder();
    const runs: readonly (readonly [string, readonly OutputFormatName[]])[] = [
      ['a', ['buckets', 'signals']],
      ['b', ['buckets', 'summary', 'signals']],
      ['c', ['signals', 'buckets', 'latency']],
    ];
    const written = await Promise.all(
      runs.map(([name, formats], n) => writeOutputs(named(name, n + 1), out, { formats })),
    );
    const files = filesOf(out);
    const last = files['buckets.ndjson']![0]!;
    const index = runs.findIndex(([name]) => name === last);
    expect(Object.keys(files)).toEqual([...written[index]!].sort());
    expect(files['buckets.ndjson']).toBe(`${last}\n`.repeat(5));
    const messages = files['signals.ndjson']!.trimEnd().split('\n');
    expect(messages.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(
      Array<string>(index + 1).fill(last),
    );
  });

  test('a run that waits too long for another says which', async () => {
    const out = temporaryFolder();
    const unlock = await lockOutput(out);
    const refused = {
      code: 'E_OUTPUT_LOCKED',
      message: expect.stringContaining(`process ${process.pid}`) as string,
    };
    await expect(lockOutput(out, undefined, 10)).rejects.toMatchObject(refused);
    const waiting = lockOutput(out);
    unlock();
    (await waiting)();
    expect(readdirSync(out)).toEqual([]);
  });

  test('what a killed run left half-written is deleted', async () => {
    const out = temporaryFolder();
    writeFileSync(join(out, 'buckets.ndjson.0123456789ab.unfinished'), 'half');
    writeFileSync(join(out, 'mine.0123456789ab.unfinished'), 'mine');
    await writeOutputs(madeRun(), out, { formats: ['signals'] });
    expect(readdirSync(out).sort()).toEqual(['mine.0123456789ab.unfinished', 'signals.ndjson']);
  });
});
