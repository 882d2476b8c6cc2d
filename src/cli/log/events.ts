/**
 * The events of the structured log (`--log-format json`): each is the `event` of a line, and says which fields it has
 * beside those of every line. docs/operations.md has the same list; a test compares them.
 */
export const EVENTS = {
  runStarted: 'The command begins. `version`, `command`, `arguments`.',
  progress:
    'Every 10 seconds. `phase`, `unit`, `done`, `total`, `share`, `rate`, `secondsLeft`, `seconds`, `bytes`, `retrievals`, `wanted`, `listed`, `retried`, `throttled`.',
  throttled:
    'The source asked to slow down since the last line of progress. `since`, `throttled`, `retried`.',
  warning: 'A reason to doubt the results.',
  note: 'Something that was left out on purpose, or is good to know.',
  signals:
    'What was found. `total`, `suppressed`, `info`, `byStatus`, `rules` (`id`, `name`, `signals`, `counted`), `judged`.',
  integrity: 'What `--verify` found. `intact`, `digests`, `logs`, `found`.',
  gaps: 'Hours that were not seen. `total`, `byKind`.',
  written: 'Files were written. `directory`, `files`, or what else was written.',
  coverage:
    'What was read. `complete`, `listed`, `decoded`, `failed`, `skipped`, `foldersNotEntered`, `dropped`, `lostRecords`, `alreadyProcessed`, `changedObjects`, `bytes`, `inflatedBytes`, `retrievals`, `identities`.',
  lostObjects:
    'Objects that could not be read or decoded to their end, a line for each reason. `reason`, `objects`, `examples` (`uri`, `detail`; at most 5).',
  requests: 'Requests that did not succeed at once. `retried`, `throttled`.',
  timings: 'With `--timings`. `seconds`, `threadSeconds`, `processCpuSeconds`.',
  notified: 'With `--notify`. `sent`, `sentBefore`, `failed`, `reasons`.',
  next: 'What to do next.',
  usage: 'How the command is used, where it was used wrongly.',
  error: 'What ended the run. `code`, `hint`, `retry`.',
  bug: 'A bug ended the run; please report it. `stack`.',
  runEnded: 'The last line. `exitCode`, `meaning`, `retry`, `seconds`.',
} as const;

export type EventName = keyof typeof EVENTS;
