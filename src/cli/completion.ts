import { Argument, Command, type Option } from 'commander';
import { VERSION } from '../model/version.js';
import { OUTPUT_FORMATS } from '../output/formats/registry.js';
import { PACK_NAMES } from '../rule/packs/packs.js';
import { completionScript, SHELLS, type CompletionNode } from './completion-script.js';
import { addExamples } from './examples.js';

/** @param commands makes all commands */
export function completionCommand(commands: () => Promise<Command[]>): Command {
  const command = new Command('completion')
    .description('print a script that completes commands, options and their values in a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS));
  addExamples(command, [
    ['completion bash > ~/.local/share/bash-completion/completions/trailspike', 'for bash'],
    ['completion zsh > ~/.zsh/completions/_trailspike', 'for zsh, in a folder of its fpath'],
    ['completion fish > ~/.config/fish/completions/trailspike.fish', 'for fish'],
  ]);
  return command.action(async (shell: (typeof SHELLS)[number]) => {
    const program = new Command('trailspike').version(VERSION);
    for (const one of await commands()) program.addCommand(one);
    process.stdout.write(completionScript(shell, nodesOf(program)));
  });
}

/** Values of options that the tree of commands does not know, by the long name of the option. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  '--format': OUTPUT_FORMATS.map(({ name }) => name),
  '--pack': PACK_NAMES,
};

/** Each command with what may follow it. */
export function nodesOf(program: Command): CompletionNode[] {
  const nodes: CompletionNode[] = [];
  const visit = (command: Command, path: string): void => {
    const commands = command.commands.map((one) => ({ name: one.name(), description: one.description() }));
    const own = command.options.map(optionOf);
    const help = { names: ['--help', '-h'], description: 'display help for command', values: null };
    const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
    const takesFiles = command.registeredArguments.some(({ argChoices }) => argChoices === undefined);
    nodes.push({ path, commands, options: [...own, help], choices, takesFiles });
    for (const one of command.commands) visit(one, `${path} ${one.name()}`.trim());
  };
  visit(program, '');
  return nodes;
}

function optionOf({
  long,
  short,
  description,
  required,
  optional,
  argChoices,
}: Option): CompletionNode['options'][number] {
  const names = [long, short].filter((name) => typeof name === 'string');
  const values = argChoices ?? VALUES[long ?? ''] ?? [];
  return { names, description, values: required || optional ? values : null };
}
