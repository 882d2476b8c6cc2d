import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scanWithThreads } from '../../src/main-thread/scan.js';
import { Ledger } from '../../src/main-thread/state/ledger.js';
import { ownsFile } from '../../src/output/formats/output-format.js';
import { formatNames, OUTPUT_FORMATS } from '../../src/output/formats/registry.js';
import { writeOutputs } from '../../src/output/write-outputs.js';
import { parseRule } from '../../src/rule/parse-rule.js';
import { type BucketServer, startBucketServer } from '../support/bucket-server.js';
import { retrievalRecord } from '../support/plain-record.js';
import { BUILT_ENTRIES, scanTo } from '../support/run-output.js';
import { temporaryFolder } from '../support/temporary.js';

const FORMATS = formatNames(OUTPUT_FORMATS.map(({ name }) => name));
const body = (id: string): Buffer => gzipSync(JSON.stringify({ Records: [retrievalRecord(id)] }));

/** Keys of objects that would be other places as paths. */
const KEYS = [
  '../../outside.json.gz',
  '/tmp/absolute.json.gz',
  '//double.json.gz',
  'a/../../../up.json.gz',
  './dot.json.gz',
  '..',
  'nul\0byte.json.gz',
  'line\nbreak.json.gz',
  'C:\\windows\\x.json.gz',
  '__proto__',
  '$(touch x)`touch x`.json.gz',
  `${'long/'.repeat(190)}x.json.gz`,
];

let server: BucketServer;
beforeAll(async () => {
  server = await startBucketServer();
  const objects = KEYS.map((key, index) => [key, { bytes: body(String(index)), metadata: {} }] as const);
  // An object that fails, so that its key is in lists of what was lost.
  objects.push(['../broken.json.gz', { bytes: body('x').subarray(0, 40), metadata: {} }]);
  server.buckets.set('hostile', new Map(objects));
});
afterAll(() => server.close());

/** All paths below a folder, without following links. */
const pathsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

/** The rule of the fixture under another id and name. */
function ruleNamed(id: string): ReturnType<typeof parseRule> {
  const fixture = JSON.parse(
    readFileSync(new URL('../fixtures/datadog-rule.json', import.meta.url), 'utf8'),
  ) as object;
  return parseRule(JSON.stringify({ ...fixture, id, name: id, customName: id }), 'rule.json');
}

test('whatever keys of objects and rules are, files appear only below --out and --state, under names of their own', async () => {
  const place = temporaryFolder();
  const inner = join(place, 'a/b');
  mkdirSync(inner, { recursive: true });
  const [out, state] = [join(inner, 'out'), join(inner, 'state')];
  const rules = ['../../../evil', '/tmp/evil', 'nul\0byte', '__proto__'].map(ruleNamed);
  {
    await using run = await scanWithThreads(
      {
        sources: ['s3://hostile'],
        s3: server.options,
        state,
        rules,
        threads: 1,
        shards: 1,
        explain: 10,
        showInfo: true,
      },
      BUILT_ENTRIES,
    );
    expect(run.coverage).toMatchObject({ listed: KEYS.length + 1, decoded: KEYS.length });
    expect(run.rules.map(({ totals }) => totals.retrievals)).toEqual(rules.map(() => KEYS.length));
    await writeOutputs(run, out, { formats: FORMATS });
  }
  expect(readFileSync(join(out, 'lost.ndjson'), 'utf8')).toContain('broken.json.gz');
  for (const path of pathsIn(place).filter((one) => !['a', 'a/b', 'a/b/out', 'a/b/state'].includes(one))) {
    if (path.startsWith('a/b/out/'))
      expect(
        OUTPUT_FORMATS.some((format) => ownsFile(format, basename(path))),
        path,
      ).toBe(true);
    else
      expect(path).toMatch(
        /^a\/b\/state\/(?:[0-9a-f]{16}(?:\/(?:profiles|batches)-[\w-]+\.\w+)?|\w+\.(?:json|log))$/,
      );
  }
  expect(existsSync('/tmp/evil')).toBe(false);
});

describe('links', () => {
  const source = temporaryFolder();
  writeFileSync(join(source, 'a.json.gz'), body('1'));
  const secret = (): { readonly folder: string; readonly file: string } => {
    const folder = temporaryFolder();
    const file = join(folder, 'file');
    writeFileSync(file, 'untouched');
    return { folder, file };
  };

  test('in --out under the names of results are replaced, not followed', async () => {
    const { folder, file } = secret();
    const out = temporaryFolder();
    for (const name of ['signals.ndjson', 'summary.json', 'report.html', 'latency-body.hgrm'])
      symlinkSync(file, join(out, name));
    await using run = await scanWithThreads({ sources: [source], threads: 1, shards: 1 }, BUILT_ENTRIES);
    await writeOutputs(run, out);
    expect(readFileSync(file, 'utf8')).toBe('untouched');
    expect(pathsIn(folder)).toEqual(['file']);
    expect(lstatSync(join(out, 'signals.ndjson')).isSymbolicLink()).toBe(false);
  });

  test('in --state in place of a folder or a log are refused by name', async () => {
    const options = { sources: [source], threads: 1, shards: 1 };
    for (const kind of ['folder', 'log'] as const) {
      const { folder, file } = secret();
      const state = temporaryFolder();
      await scanTo({ ...options, state });
      const name =
        kind === 'log' ? 'ledger.log' : readdirSync(state).find((one) => /^[0-9a-f]{16}$/.test(one))!;
      const target = join(folder, name);
      renameSync(join(state, name), target);
      const before = pathsIn(folder);
      const bytes = kind === 'log' ? readFileSync(target) : undefined;
      writeFileSync(join(folder, 'x.unfinished'), 'of somebody else');
      symlinkSync(target, join(state, name));
      await expect(scanTo({ ...options, state })).rejects.toThrow(join(state, name));
      expect(pathsIn(folder)).toEqual([...before, 'x.unfinished'].sort());
      if (bytes !== undefined) expect(readFileSync(target).equals(bytes)).toBe(true);
      expect(readFileSync(file, 'utf8')).toBe('untouched');
    }
  });

  test('a ledger that names a file outside of its state is refused', async () => {
    const { file } = secret();
    const state = temporaryFolder();
    const options = { sources: [source], threads: 1, shards: 1, state };
    await scanTo(options);
    const ledger = Ledger.openForAppend(join(state, 'ledger.log'));
    ledger.recordCompaction({ snapshots: [`../${basename(join(file, '..'))}/file`], retired: [] });
    ledger.close();
    await expect(scanTo(options)).rejects.toMatchObject({
      code: 'E_STATE_DAMAGED',
      message: expect.stringContaining('is not the ledger of a state') as string,
    });
    expect(readFileSync(file, 'utf8')).toBe('untouched');
  });
});
