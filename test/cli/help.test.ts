import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { programFor } from '../../src/cli/program.js';

/** The help of a command as `--help` prints it, with what was added to its end. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => void (text += part) }).outputHelp();
  return text;
}

function* allOf(command: Command): Generator<Command> {
  yield command;
  for (const one of command.commands) yield* allOf(one);
}

test('the help of every command has two examples or more, of this command and with options that there are', async () => {
  const program = await programFor(undefined);
  for (const command of allOf(program)) {
    const help = helpOf(command);
    const examples = help.slice(help.indexOf('\nExamples:\n')).match(/^ {2}trailspike .*$/gm) ?? [];
    expect(examples.length, `${command.name()}\n${help}`).toBeGreaterThanOrEqual(2);
    for (const example of examples) {
      const words = example
        .split(/ (?:\||&&|>) /)[0]!
        .trim()
        .split(' ')
        .slice(1);
      let at = program;
      for (const word of words) at = at.commands.find((one) => one.name() === word) ?? at;
      const path = [at, at.parent, at.parent?.parent].map((one) => one?.name());
      expect(path, example).toContain(command.name());
      const known = [...at.options.map(({ long }) => long), '--help'];
      expect(known, example).toEqual(expect.arrayContaining(words.filter((word) => word.startsWith('--'))));
    }
  }
});
