import { Command } from 'commander';
import { compareRuns, type RunComparison } from '../output/compare/compare-runs.js';
import { readSignals, type SignalsFile } from '../output/compare/read-signals.js';
import { printable, printableJson } from '../output/printable.js';
import { painter } from '../output/terminal/colour.js';
import { addExamples } from './examples.js';
import { log } from './log/log.js';
import { EXIT } from './exit-code.js';
import { terminalWidth } from './terminal-width.js';

interface DiffFlags {
  readonly json?: true;
  readonly exitCode?: true;
}

export function diffCommand(): Command {
  const command = new Command('diff')
    .description('compare the signals of two runs: what is new, gone, changed and moved')
    .argument('<before>', 'the --out directory of a run, or its signals.ndjson')
    .argument('<after>', 'that of another run')
    .option('--json', 'print the comparison as JSON')
    .option('--exit-code', 'exit with 4 when a signal is new, gone, changed or moved (1 means a bug)');
  addExamples(command, [
    ['diff findings findings-tuned', 'what another rule or a suppression changed'],
    ['diff yesterday today --exit-code --json', 'for a program'],
  ]);
  return command.action(async (before: string, after: string, flags: DiffFlags) => {
    process.exitCode = await runDiff(before, after, flags);
  });
}

/** @returns the exit code: 3 when a line of a file is no signal, so that not all could be compared */
async function runDiff(before: string, after: string, flags: DiffFlags): Promise<number> {
  const files = [await readSignals(before), await readSignals(after)] as const;
  const comparison = compareRuns(files[0].signals, files[1].signals);
  if (flags.json) printJson(files, comparison);
  else await printText(comparison);
  for (const { path, damaged, damagedLines } of files) {
    const incomplete = (text: string): void => {
      log.say({
        event: 'warning',
        level: 'warn',
        message: `incomplete: ${text}`,
        fields: { path, damagedLines },
      });
    };
    for (const line of damaged) incomplete(printable(line));
    const more = damagedLines - damaged.length;
    if (more > 0) incomplete(`${printable(path)}: ${more} more lines are no signals`);
  }
  if (files.some(({ damagedLines }) => damagedLines > 0)) return EXIT.incomplete;
  const { new: fresh, gone, changed, moved } = comparison;
  const differs = fresh.length + gone.length + changed.length + moved.length > 0;
  return flags.exitCode === true && differs ? EXIT.signal : EXIT.complete;
}

function printJson(files: readonly [SignalsFile, SignalsFile], comparison: RunComparison): void {
  const [before, after] = files.map(({ path, signals, damagedLines }) => ({
    path,
    signals: signals.length,
    damagedLines,
  }));
  const text = `${JSON.stringify({ before, after, ...comparison }, null, 2)}\n`;
  process.stdout.write(process.stdout.isTTY ? printableJson(text) : text);
}

async function printText(comparison: RunComparison): Promise<void> {
  const { comparisonCounts, comparisonTable } = await import('../output/compare/comparison-text.js');
  const options = { width: terminalWidth(process.stdout), paint: painter(process.stdout) };
  process.stdout.write(`${comparisonTable(comparison, options)}${comparisonCounts(comparison)}\n`);
}
