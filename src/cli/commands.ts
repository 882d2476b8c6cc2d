import type { Command } from 'commander';

/** Each is loaded only when it is used: loading all of them takes a small machine a second. */
const COMMANDS = {
  scan: async () => (await import('./scan.js')).scanCommand(),
  merge: async () => (await import('./merge.js')).mergeCommand(),
  diff: async () => (await import('./diff.js')).diffCommand(),
  simulate: async () => (await import('./simulate.js')).simulateCommand(),
  rule: async () => (await import('./rule.js')).ruleCommand(),
  demo: async () => (await import('./demo.js')).demoCommand(),
} as const satisfies Readonly<Record<string, () => Promise<Command>>>;

/** The command with a name; all commands where there is none with it, for help and errors. */
export async function commandsFor(name: string | undefined): Promise<Command[]> {
  const asked = name !== undefined && isCommand(name) ? [COMMANDS[name]] : Object.values(COMMANDS);
  return Promise.all(asked.map((load) => load()));
}

function isCommand(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name);
}
