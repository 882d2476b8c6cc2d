import { Option, type Command } from 'commander';
import { LOG_FORMATS } from './log/log.js';

/** Each is loaded only when it is used: loading all of them takes a small machine a second. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  scan: async () => (await import('./scan.js')).scanCommand(),
  merge: async () => (await import('./merge.js')).mergeCommand(),
  investigate: async () => (await import('./investigate.js')).investigateCommand(),
  plan: async () => (await import('./plan.js')).planCommand(),
  diff: async () => (await import('./diff.js')).diffCommand(),
  report: async () => (await import('./report.js')).reportCommand(),
  simulate: async () => (await import('./simulate.js')).simulateCommand(),
  rule: async () => (await import('./rule.js')).ruleCommand(),
  completion: async () => (await import('./completion.js')).completionCommand(() => commandsFor(undefined)),
  demo: async () => (await import('./demo.js')).demoCommand(),
};

/** The command with a name; all commands where there is none with it, for help and errors. */
export async function commandsFor(name: string | undefined): Promise<Command[]> {
  const asked = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const commands = (asked === undefined ? Object.values(COMMANDS) : [asked]).map((load) => load());
  return (await Promise.all(commands)).map(addLogOption);
}

/** Each command that does something, and not only has others below it, says on stderr what it does. */
function addLogOption(command: Command): Command {
  for (const one of command.commands) addLogOption(one);
  if (command.commands.length > 0) return command;
  return command.addOption(
    new Option(
      '--log-format <format>',
      'how lines on stderr are written: as text for people, or each as JSON for programs',
    )
      .choices(LOG_FORMATS)
      .default('text'),
  );
}
