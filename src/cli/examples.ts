import type { Command } from 'commander';

/** A command line without `trailspike`, and what it does. */
export type Example = readonly [line: string, what: string];

/** Shows examples at the end of the help of a command; each command has two or more. */
export function addExamples(command: Command, examples: readonly [Example, Example, ...Example[]]): Command {
  const lines = examples.flatMap(([line, what]) => [`  # ${what}`, `  trailspike ${line}`]);
  return command.addHelpText('after', ['', 'Examples:', ...lines].join('\n'));
}
