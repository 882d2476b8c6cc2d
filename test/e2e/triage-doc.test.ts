import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { shellLine } from '../../src/base/shell-text.js';
import type { SignalEvidence } from '../../src/model/signal-evidence.js';
import type { Signal } from '../../src/model/signal.js';
import { revokeCommands, rotateCommand } from '../../src/output/response/contain.js';
import { suppressionFor } from '../../src/output/response/suppress.js';
import { blocks, documentedCommands, firstMissing } from '../support/documented.js';
import { noRealRecords, realRecords } from '../support/real-records.js';
import { describeUnless } from '../support/skipping.js';
import { temporaryFolder } from '../support/temporary.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LOGS = join(realRecords, 'stratus-red-team/docs/detonation-logs');
const RETRIEVED = 'aws.credential-access.secretsmanager-retrieve-secrets.json';
const document = readFileSync(join(root, 'docs/triage.md'), 'utf8');

const missing =
  noRealRecords ??
  (['script', 'jq'].every((program) => spawnSync(program, ['--version']).status === 0)
    ? undefined
    : "jq and util-linux's script are needed");

/** Runs a command in a folder, as a shell on a terminal of 120 columns does. @returns the lines of stdout, then of stderr */
function shell(command: string, folder: string): string[] {
  const errors = join(folder, 'stderr');
  // Only scans print otherwise on a terminal, and only there: what tools print to one has colours.
  const onTerminal = command.startsWith('trailspike scan ');
  const [program, args] = onTerminal
    ? ['script', ['-qec', `stty cols 120; ${command} 2>${shellLine([errors])}`, '/dev/null']]
    : ['sh', ['-c', `{ ${command}; } 2>${shellLine([errors])}`]];
  const { stdout } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      HOME: folder,
      TERM: 'xterm',
      SHELL: '/bin/sh',
      NO_COLOR: '1',
    },
  });
  return `${stdout.replaceAll('\r', '')}${readFileSync(errors, 'utf8')}`.trimEnd().split('\n');
}

/** A folder as the document has it, with the program as `trailspike`. */
function documentedFolder(): string {
  const folder = temporaryFolder();
  for (const name of ['logs', 'bin']) mkdirSync(join(folder, name));
  for (const name of [RETRIEVED, 'aws.credential-access.ec2-get-password-data.json'])
    cpSync(join(LOGS, name), join(folder, 'logs', name));
  symlinkSync(process.execPath, join(folder, 'bin/node'));
  const main = join(root, 'dist/src/threads/main.js');
  const start = `#!/bin/sh\nexec ${shellLine([process.execPath, main])} "$@"\n`;
  writeFileSync(join(folder, 'bin/trailspike'), start, { mode: 0o755 });
  writeFileSync(join(folder, 'suppress.json'), blocks(document, 'json')[0] ?? '');
  return folder;
}

function firstLine(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8').split('\n')[0]!);
}

interface Summary {
  readonly records: number;
  readonly calls: readonly { readonly name: string; readonly count: number }[];
}

describeUnless(missing, 'the triage of a recorded attack', () => {
  test('every command of docs/triage.md prints what is there', { timeout: 120_000 }, () => {
    const folder = documentedFolder();
    const commands = documentedCommands(document);
    expect(commands.length).toBeGreaterThan(8);
    for (const { command, output } of commands) {
      const real = shell(command, folder);
      expect(firstMissing(output, output.length === 0 ? [] : real), `${command}\n${real.join('\n')}`).toBe(
        undefined,
      );
    }
    const signal = firstLine(join(folder, 'before/signals.ndjson')) as Signal;
    const evidence = firstLine(join(folder, 'before/evidence.ndjson')) as SignalEvidence;
    expect(blocks(document, 'json')).toEqual([`${suppressionFor(signal).text}\n`]);
    const respond = blocks(document, 'sh').at(-1)!.split('\n');
    const lines = [
      ...revokeCommands(signal, evidence.accessKeys),
      rotateCommand(evidence.items, 'secretsmanager')!,
    ];
    const real = lines.flatMap(({ text }) => text.split('\n'));
    expect(real).toHaveLength(21);
    expect(firstMissing(respond.slice(0, -1), real)).toBe(undefined);
  });

  test.each(['retrieve-secrets', 'batch-retrieve-secrets'])(
    'an investigation of %s has every call that the log has of the identity',
    { timeout: 60_000 },
    (attack) => {
      const folder = documentedFolder();
      const log = join(LOGS, `aws.credential-access.secretsmanager-${attack}.json`);
      mkdirSync(join(folder, 'attack'));
      cpSync(log, join(folder, 'attack/log.json'));
      const records = JSON.parse(readFileSync(log, 'utf8')) as {
        readonly eventID: string;
        readonly eventName: string;
        readonly userIdentity: { readonly arn: string };
      }[];
      const thief = records.find(({ eventName }) => eventName.endsWith('GetSecretValue'))!.userIdentity.arn;
      const own = records.filter(({ userIdentity }) => userIdentity.arn === thief);
      const command = [
        'trailspike',
        'investigate',
        'attack',
        '--identity',
        thief,
        '--records',
        'found.ndjson',
      ];
      const printed = shell(shellLine([...command, '--json', '--quiet']), folder).join('\n');
      const summary = JSON.parse(printed) as Summary;
      expect(summary.records).toBe(own.length);
      const counts = new Map<string, number>();
      for (const { eventName } of own) counts.set(eventName, (counts.get(eventName) ?? 0) + 1);
      expect(new Map(summary.calls.map(({ name, count }) => [name, count]))).toEqual(counts);
      const found = readFileSync(join(folder, 'found.ndjson'), 'utf8').trimEnd().split('\n');
      expect(found.map((line) => (JSON.parse(line) as { readonly eventID: string }).eventID).sort()).toEqual(
        own.map(({ eventID }) => eventID).sort(),
      );
    },
  );
});
