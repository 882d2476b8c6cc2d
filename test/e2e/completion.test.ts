import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { nodesOf } from '../../src/cli/completion.js';
import { programFor } from '../../src/cli/program.js';
import { shellLine } from '../../src/base/shell-text.js';
import { OUTPUT_FORMATS } from '../../src/output/formats/registry.js';
import { describeUnless } from '../support/skipping.js';
import { temporaryFolder } from '../support/temporary.js';

const main = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/src/threads/main.js');
const folder = temporaryFolder();
const missing = (shell: string): string | undefined =>
  spawnSync(shell, ['--version']).status === 0 ? undefined : `${shell} is not installed`;

beforeAll(() => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { status, stdout } = spawnSync(process.execPath, [main, 'completion', shell]);
    expect(status).toBe(0);
    writeFileSync(join(folder, `script.${shell}`), stdout);
  }
  writeFileSync(join(folder, 'a-rule.json'), '');
});

/** Lines typed after `trailspike`, the last word being completed, and candidates that must and must not be offered. */
const CASES: [typed: string[], offered: string[], not: string[]][] = [
  [[''], ['scan', 'plan', 'diff', 'rule', 'completion'], ['--out', 'print']],
  [['sc'], ['scan'], ['plan']],
  [['rule', ''], ['print', 'validate', 'schema'], ['scan']],
  [['completion', ''], ['bash', 'zsh', 'fish'], ['scan']],
  [
    ['scan', '--'],
    ['--from', '--out', '--identity', '--help', '--json'],
    ['--sample', '-h'],
  ],
  [['plan', '--s'], ['--sample'], ['--state']],
  [['rule', 'print', '--'], ['--help'], ['--from']],
  [
    ['scan', '--identity', ''],
    ['arn', 'issuer'],
    ['scan', 'main'],
  ],
  [['scan', '--fetch', 'm'], ['main'], ['threads']],
  [['scan', './x', '--format', ''], OUTPUT_FORMATS.map(({ name }) => name), ['arn']],
  [['merge', '--pack', ''], ['credentials', 'identity', 'data', 'destruction'], ['arn']],
  [['scan', '--rule', 'a-'], ['a-rule.json'], ['arn']],
  [['scan', 'a-'], ['a-rule.json'], []],
  [['diff', 'rule', ''], ['a-rule.json'], ['print']],
];

describeUnless(missing('bash'), 'bash', () => {
  test('registers the function', () => {
    const run = spawnSync('bash', ['-c', 'source script.bash; complete -p trailspike'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(run.stdout).toMatch(/^complete .*-F _trailspike trailspike\n$/);
  });

  test.each(CASES)('completes %j', (typed, offered, not) => {
    const words = shellLine(['trailspike', ...typed]);
    const script = `source script.bash; COMP_WORDS=(${words}); COMP_CWORD=${typed.length}; _trailspike; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe('');
    const candidates = stdout.trim().split('\n');
    expect(candidates).toEqual(expect.arrayContaining(offered));
    expect(candidates.filter((one) => not.includes(one))).toEqual([]);
  });
});

describeUnless(missing('zsh'), 'zsh', () => {
  test.each(CASES)('completes %j', (typed, offered, not) => {
    // The parts of its completion system that the script uses, which print what they are given.
    const stubs = 'compdef() { :; }; compadd() { shift; print -l -- "$@"; }; _files() { print -l -- *(N); }';
    const words = shellLine(['trailspike', ...typed]);
    const script = `${stubs}; source ./script.zsh; words=(${words}); CURRENT=${typed.length + 1}; _trailspike`;
    const { stdout, stderr } = spawnSync('zsh', ['-fc', script], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe('');
    const candidates = stdout.trim().split('\n');
    expect(candidates).toEqual(expect.arrayContaining(offered));
    const last = typed.at(-1)!;
    expect(candidates.filter((one) => one.startsWith(last) && not.includes(one))).toEqual([]);
  });
});

describeUnless(missing('fish'), 'fish', () => {
  test.each(CASES)('completes %j', (typed, offered, not) => {
    const line = shellLine(['trailspike', ...typed.slice(0, -1)]);
    const script = `source script.fish; complete --do-complete '${line} ${typed.at(-1)!}'`;
    const { stdout } = spawnSync('fish', ['--no-config', '-c', script], { cwd: folder, encoding: 'utf8' });
    const candidates = stdout
      .trim()
      .split('\n')
      .map((one) => one.split('\t')[0]!);
    expect(candidates).toEqual(expect.arrayContaining(offered));
    expect(candidates.filter((one) => not.includes(one))).toEqual([]);
  });
});

describe('every shell', () => {
  test('knows every option of every command', async () => {
    const nodes = nodesOf(await programFor(undefined));
    expect(nodes.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['', 'scan', 'rule', 'rule print', 'completion']),
    );
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { stdout } = spawnSync(process.execPath, [main, 'completion', shell], { encoding: 'utf8' });
      for (const { options } of nodes) {
        for (const name of options.flatMap(({ names }) => names.filter((one) => one.startsWith('--')))) {
          expect(stdout, `${shell} ${name}`).toContain(shell === 'fish' ? `-l ${name.slice(2)}` : name);
        }
      }
    }
  });
});
