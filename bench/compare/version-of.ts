import { spawnSync } from 'node:child_process';

/** The first number with a dot in the output of a program's version command; `undefined` when it is not installed. */
export function versionOf(command: string): string | undefined {
  const { error, stdout, stderr } = spawnSync(command, ['--version'], { encoding: 'utf8' });
  return error === undefined
    ? (/\d+\.[\w.-]+/.exec(stdout + stderr)?.[0] ?? 'of unknown version')
    : undefined;
}
