import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { scanWithThreads } from '../../src/main-thread/scan.js';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { simulate } from '../../src/simulate/simulate.js';
import { writeOutputs } from '../../src/output/write-outputs.js';
import { BUILT_ENTRIES } from '../support/run-output.js';
import { temporaryFolder } from '../support/temporary.js';

const organisation = temporaryFolder();

beforeAll(async () => {
  await simulate({ days: 20, identities: 10, seed: 4, thefts: 3, noise: 0.1 }, directoryWriter(organisation));
});

/** What a scan says of secrets, origins, keys and what was known of them before. */
async function outputOf(options: { readonly hashKey?: string; readonly state?: string }): Promise<string[]> {
  await using run = await scanWithThreads(
    {
      sources: [join(organisation, 'AWSLogs')],
      shards: 2,
      threads: 1,
      explain: 50,
      showInfo: true,
      ...options,
    },
    BUILT_ENTRIES,
  );
  const out = temporaryFolder();
  await writeOutputs(run, out, { formats: ['signals', 'evidence', 'buckets'] });
  return ['signals', 'evidence', 'buckets'].map((name) => readFileSync(join(out, `${name}.ndjson`), 'utf8'));
}

test('results that are exact do not depend on the key of the hashes', async () => {
  const [signals, evidence, buckets] = await outputOf({});
  expect(signals!.split('\n').length).toBeGreaterThan(1);
  expect(evidence!.split('\n').length).toBe(signals!.split('\n').length);
  for (const options of [
    { hashKey: 'ab'.repeat(16) },
    { hashKey: '01'.repeat(40) },
    { state: temporaryFolder() },
  ]) {
    expect(await outputOf(options)).toEqual([signals, evidence, buckets]);
  }
});
