import { Command } from 'commander';
import { join } from 'node:path';
import { replaceFile } from '../storage/replace-file.js';
import { plural } from '../output/words.js';
import { printable } from '../output/printable.js';
import { addExamples } from './examples.js';
import { log } from './log/log.js';

interface ReportFlags {
  readonly redact?: true;
  readonly file?: string;
}

export function reportCommand(): Command {
  const command = new Command('report')
    .description('make report.html again from the other output files of a run')
    .argument('<dir>', 'the --out directory of a run')
    .option(
      '--redact',
      'replace names by tokens, to share the page: identities, accounts, secrets, addresses, keys, events, objects',
    )
    .option(
      '--file <path>',
      'the file to write (default: report.html in DIR; with --redact: report-redacted.html)',
    );
  addExamples(command, [
    ['report findings', 'after report.html was lost, or left out by --format'],
    ['report findings --redact --file shared.html', 'a page for others'],
  ]);
  return command.action(async (directory: string, flags: ReportFlags) => {
    await runReport(directory, flags);
  });
}

async function runReport(directory: string, { redact, file }: ReportFlags): Promise<void> {
  const { readReport } = await import('../output/report/read-report.js');
  const { reportHtml } = await import('../output/report/report-html.js');
  let data = readReport(directory);
  if (redact) data = (await import('../output/report/redact.js')).redacted(data);
  const path = file ?? join(directory, redact ? 'report-redacted.html' : 'report.html');
  replaceFile(path, reportHtml(data));
  log.say({
    event: 'written',
    message: `written to ${printable(path)}: ${plural(data.signals.length, 'signal')}`,
    fields: { files: [path], signals: data.signals.length },
  });
}
