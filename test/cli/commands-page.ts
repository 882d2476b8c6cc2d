import type { Command } from 'commander';

/** The help of a command as `--help` prints it, on 100 columns, without what depends on the machine. */
export function helpOf(command: Command): string {
  let text = '';
  command
    .configureOutput({ writeOut: (part) => void (text += part), getOutHelpWidth: () => 100 })
    .outputHelp();
  return text
    .replace(/default here: \d+/g, 'default here: N')
    .replace(/[ \t]+$/gm, '')
    .trim();
}

/** A command and all below it. */
export function* allOf(command: Command): Generator<Command> {
  yield command;
  for (const one of command.commands) yield* allOf(one);
}

/** The name of a command with those above it: `trailspike rule print`. */
export function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

/** The text of docs/commands.md. */
export function commandsPage(program: Command): string {
  const parts = [...allOf(program)].map((one) => `## ${pathOf(one)}\n\n\`\`\`\n${helpOf(one)}\n\`\`\`\n`);
  return `# Commands\n\nEvery command as its \`--help\` shows it. A test compares this page with the program; \`npm run docs:commands\` writes it\nagain. N depends on the machine.\n\n${parts.join('\n')}`;
}
