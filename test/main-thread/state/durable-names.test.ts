import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
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

const opening = (state: string): string => `import { openStateDirectory } from '${OPENING}';
  openStateDirectory(${JSON.stringify(state)}, ${JSON.stringify(SETTINGS)}).unlock();`;

const run = (program: string, environment: Record<string, string>): void => {
  execFileSync(process.execPath, ['--import', FAILING_DISK, '--input-type=module', '--eval', program], {
    env: { ...process.env, ...environment },
    stdio: 'pipe',
  });
};

test('a folder above that may not be read is no reason to fail, one that cannot be synced is', () => {
  const work = temporaryFolder();
  const failed = join(work, 'failed');
  const failing = (state: string, code: string): void =>
    run(opening(state), { FAIL_DISK: `${join(work, 'above')}:0:openSync:1:${code}`, FAILED_DISK: failed });
  failing(join(work, 'above', 'one'), 'EACCES');
  expect(existsSync(failed)).toBe(true);
  expect(existsSync(join(work, 'above', 'one', 'state.json'))).toBe(true);
  expect(() => failing(join(work, 'above', 'two'), 'EIO')).toThrow('EIO');
});

test('the name of a new state is durable before its header is, and that of the header before more is written', () => {
  const work = temporaryFolder();
  const [above, state, journal] = [join(work, 'above'), join(work, 'above', 'state'), join(work, 'journal')];
  /** What is synced when the state is opened, in its order. */
  const synced = (): string[] => {
    rmSync(journal, { force: true });
    run(opening(state), { DISK_JOURNAL: journal });
    const paths = { work, above, state, header: join(state, 'state.json') };
    const names = new Map(Object.entries(paths).map(([name, path]) => [String(statSync(path).ino), name]));
    const syncs = readFileSync(journal, 'utf8').split('\n');
    return syncs.flatMap((line) => (line.endsWith(' cut') ? [] : (names.get(line.split(' ')[0]!) ?? [])));
  };
  expect(synced()).toEqual(['above', 'work', 'header', 'state']);
  expect(synced()).toEqual(['state']);
});
