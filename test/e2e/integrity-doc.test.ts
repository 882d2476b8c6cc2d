import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { shellLine } from '../../src/base/shell-text.js';
import { documentedCommands, firstMissing } from '../support/documented.js';
import { temporaryFolder } from '../support/temporary.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const document = readFileSync(join(root, 'docs/integrity.md'), 'utf8');

test('the commands of docs/integrity.md print what it shows', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'bin'));
  const start = `#!/bin/sh\nexec ${shellLine([process.execPath, join(root, 'dist/src/threads/main.js')])} "$@"\n`;
  writeFileSync(join(folder, 'bin/trailspike'), start, { mode: 0o755 });
  const commands = documentedCommands(document);
  expect(commands.length).toBeGreaterThanOrEqual(5);
  for (const { command, output } of commands) {
    const { stdout, stderr } = spawnSync('sh', ['-c', command], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, NO_COLOR: '1' },
    });
    const lines = `${stdout}${stderr}`.trimEnd().split('\n');
    expect(
      firstMissing(output, lines[0] === '' ? [] : lines),
      `${command}\n${lines.join('\n')}`,
    ).toBeUndefined();
  }
});
