import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { mergeWithThreads } from '../../src/main-thread/merge.js';
import type { Run } from '../../src/main-thread/run.js';
import type { ScanOptions } from '../../src/main-thread/scan-options.js';
import { scanWithThreads } from '../../src/main-thread/scan.js';
import type { OutputRun } from '../../src/output/formats/output-format.js';
import type { OutputFormatName } from '../../src/output/formats/registry.js';
import { writeOutputs } from '../../src/output/write-outputs.js';
import { BUILT_IN_RULE_JSON } from '../../src/rule/built-in.js';
import { packRules } from '../../src/rule/packs/packs.js';
import { resolveRule } from '../../src/rule/parse-rule.js';
import { parseSuppressions } from '../../src/rule/suppression/parse-suppressions.js';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { simulate } from '../../src/simulate/simulate.js';
import { schemaCheck } from '../support/json-schema.js';
import { plantTheft } from '../support/planted-theft.js';
import { BUILT_ENTRIES } from '../support/run-output.js';
import { temporaryFolder } from '../support/temporary.js';
import { signalsOfEveryKind } from './findings/signals-of-every-kind.js';
import { emptyRun, madeRun } from './made-run.js';

/** Which schema a file has; of a file of lines, each line. Fields that the schema does not name are issues here. */
const SCHEMAS: Readonly<Record<string, (value: unknown) => string[]>> = {
  'signals.ndjson': schemaCheck('schemas/signal.json', 'strict'),
  'buckets.ndjson': schemaCheck('schemas/bucket.json', 'strict'),
  'activity.ndjson': schemaCheck('schemas/activity.json', 'strict'),
  'evidence.ndjson': schemaCheck('schemas/evidence.json', 'strict'),
  'lost.ndjson': schemaCheck('schemas/lost.json', 'strict'),
  'integrity.ndjson': schemaCheck('schemas/integrity.json', 'strict'),
  'summary.json': schemaCheck('schemas/summary.json', 'strict'),
};
const FORMATS: readonly OutputFormatName[] = [
  'signals',
  'evidence',
  'activity',
  'summary',
  'lost',
  'integrity',
  'buckets',
];

/** Writes a run and checks its files. @returns how many values each file had */
async function checkFiles(run: OutputRun, formats = FORMATS): Promise<Record<string, number>> {
  const out = temporaryFolder();
  await writeOutputs(run, out, { formats, args: ['scan', 'trail'] });
  const counts: Record<string, number> = {};
  for (const name of readdirSync(out)) {
    const text = readFileSync(join(out, name), 'utf8');
    const parts = name.endsWith('.ndjson') ? text.split('\n').slice(0, -1) : [text];
    for (const [index, part] of parts.entries()) {
      expect(SCHEMAS[name]!(JSON.parse(part)), `${name}, value ${index}`).toEqual([]);
    }
    counts[name] = parts.length;
  }
  return counts;
}

async function checkRun(opening: Promise<Run>, formats = FORMATS): Promise<Record<string, number>> {
  await using run = await opening;
  return await checkFiles(run, formats);
}

describe('what is written validates against the schemas', () => {
  const [organisation, theft] = [temporaryFolder(), temporaryFolder()];
  const scan = (more: Partial<ScanOptions> = {}): Promise<Run> =>
    scanWithThreads({ sources: [theft], threads: 1, shards: 1, ...more }, BUILT_ENTRIES);

  beforeAll(async () => {
    plantTheft(theft);
    await simulate({ days: 12, identities: 20, seed: 7 }, directoryWriter(organisation));
  });

  test('signals of every kind', async () => {
    const signals = signalsOfEveryKind().map(({ signal }) => signal);
    expect(await checkFiles(madeRun({ signals }))).toMatchObject({ 'signals.ndjson': signals.length });
    await checkFiles(emptyRun());
  });

  test('a theft, also when it is suppressed or left out', async () => {
    const suppressions = (fields: object) =>
      parseSuppressions(
        JSON.stringify([{ name: 'CI', enabled: true, rule_query: 'source:cloudtrail', ...fields }]),
        'test',
      );
    const found = await checkRun(scan());
    expect(found['signals.ndjson']).toBeGreaterThan(0);
    expect(await checkRun(scan({ suppressions: suppressions({ suppression_query: '*' }) }))).toEqual(found);
    await checkRun(scan({ suppressions: suppressions({ data_exclusion_query: '*' }) }));
  });

  test('an organisation, with all packs of rules, threshold cases and what discloses nothing', async () => {
    const { trailspike } = BUILT_IN_RULE_JSON;
    const cases = [{ kind: 'denied', atLeast: 1 }, { kind: 'matchAllBatch' }];
    const thresholds = resolveRule({ ...BUILT_IN_RULE_JSON, trailspike: { ...trailspike, cases } }, 'test');
    const packs = ['credentials', 'identity', 'data', 'destruction'].flatMap(packRules);
    const rules = [{ ...thresholds, id: 'thresholds' }, ...packs];
    const counts = await checkRun(scan({ sources: [organisation], rules, showInfo: true, explain: 20 }));
    expect(counts['signals.ndjson']).toBeGreaterThan(5);
    await checkRun(scan({ identity: 'issuer', explain: 5 }));
  }, 60_000);

  test('a run that is incomplete, and one that read nothing', async () => {
    const broken = temporaryFolder();
    plantTheft(broken);
    const [file] = readdirSync(broken, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.json.gz'),
    );
    writeFileSync(join(broken, file!), readFileSync(join(broken, file!)).subarray(0, -20));
    writeFileSync(join(broken, 'photo.jpg'), 'x');
    await using run = await scan({ sources: [broken] });
    expect(run.complete).toBe(false);
    await checkFiles(run);
    const other = temporaryFolder();
    writeFileSync(join(other, 'photo.jpg'), 'x');
    await checkRun(scan({ sources: [other] }));
    await checkRun(scan({ from: 1_767_571_200, to: 1_767_657_600 }));
  });

  test('a run over a partition, one with a state, and the merged ones', async () => {
    const states = [1, 2].map(() => temporaryFolder());
    for (const [index, state] of states.entries()) {
      const partition = { part: index + 1, of: 2 };
      const counts = await checkRun(scan({ state, partition, hashKey: 'ab'.repeat(16) }), [
        'summary',
        'buckets',
      ]);
      expect(Object.keys(counts)).toEqual(['buckets.ndjson', 'summary.json']);
    }
    const merged = await checkRun(mergeWithThreads({ states, shards: 1 }, BUILT_ENTRIES));
    expect(merged['signals.ndjson']).toBeGreaterThan(0);
  });
});

test.each(Object.entries(SCHEMAS))(
  '%s with another field, or without one, is an issue',
  async (name, issuesOf) => {
    const out = temporaryFolder();
    await writeOutputs(madeRun(), out, { formats: FORMATS });
    const [line] = readFileSync(join(out, name), 'utf8').split(name.endsWith('.ndjson') ? '\n' : '\u0000');
    const value = JSON.parse(line!) as Record<string, unknown>;
    expect(issuesOf(value)).toEqual([]);
    expect(issuesOf({ ...value, undocumented: 1 })).not.toEqual([]);
    for (const field of Object.keys(value)) {
      expect(issuesOf({ ...value, [field]: undefined }), field).not.toEqual([]);
      expect(issuesOf({ ...value, [field]: -1.5 }), field).not.toEqual([]);
      const inside = value[field];
      if (typeof inside !== 'object' || inside === null || Array.isArray(inside)) continue;
      expect(issuesOf({ ...value, [field]: { ...inside, 'no such field': [] } }), field).not.toEqual([]);
    }
  },
);

test('every schema is in the package, and belongs to a file', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const names = readdirSync(join(root, 'schemas'));
  expect(names.length).toBe(Object.keys(SCHEMAS).length);
  const { files, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    files: string[];
    exports: Record<string, string>;
  };
  expect(files).toContain('schemas');
  expect(exports['./schemas/*']).toBe('./schemas/*');
});
