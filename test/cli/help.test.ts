import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { programFor } from '../../src/cli/program.js';
import { allOf, commandsPage, helpOf } from './commands-page.js';

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

test('docs/commands.md is what the program says: npm run docs:commands writes it again', async () => {
  const page = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8');
  expect(page).toBe(commandsPage(await programFor(undefined)));
});
