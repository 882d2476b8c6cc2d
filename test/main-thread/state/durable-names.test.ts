import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { StateSettings } from '../../../src/main-thread/state/state-header.js';
import { temporaryFolder } from '../../support/temporary.js';

const FAILING_DISK = fileURLToPath(new URL('../../fixtures/failing-disk.mjs', import.meta.url));
const OPENING = new URL('../../../dist/src/main-thread/state/state-directory.js', import.meta.url).href;

const SETTINGS: StateSettings = {
  measures: [],
  identity: 'arn',
  accounts: [],
  regions: [],
  hashKey: '0123456789abcdef',
};

test('the name of a new state is durable before its header is, and that of the header before more is written', () => {
  const work = temporaryFolder();
  const [above, state, journal] = [join(work, 'above'), join(work, 'above', 'state'), join(work, 'journal')];
  /** What is synced when the state is opened, in its order. */
  const synced = (): string[] => {
    rmSync(journal, { force: true });
    const program = `import { openStateDirectory } from '${OPENING}';
      openStateDirectory(${JSON.stringify(state)}, ${JSON.stringify(SETTINGS)}).unlock();`;
    execFileSync(process.execPath, ['--import', FAILING_DISK, '--input-type=module', '--eval', program], {
      env: { ...process.env, DISK_JOURNAL: journal },
    });
    const paths = { work, above, state, header: join(state, 'state.json') };
    const names = new Map(Object.entries(paths).map(([name, path]) => [String(statSync(path).ino), name]));
    const syncs = readFileSync(journal, 'utf8').split('\n');
    return syncs.flatMap((line) => (line.endsWith(' cut') ? [] : (names.get(line.split(' ')[0]!) ?? [])));
  };
  expect(synced()).toEqual(['above', 'work', 'header', 'state']);
  expect(synced()).toEqual(['state']);
});
