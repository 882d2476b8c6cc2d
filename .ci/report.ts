/*
 * What the runs of vitest in .ci/run came to, from their JSON reports. On standard output, one line each:
 *
 *     tsx .ci/report.ts count REPORT      the numbers of tests passed, failed and skipped
 *     tsx .ci/report.ts failed REPORT     the name of each failed test
 *     tsx .ci/report.ts skipped FOLDER    each test that no run in the folder ran, with the reason
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { neverRun, readReport, type TestOutcome } from '../test/support/test-report.js';

const [command, path = ''] = process.argv.slice(2);
const print = (line: string): void => console.log(line.replaceAll(/\s+/g, ' '));
const read = (file: string): TestOutcome[] => readReport(readFileSync(file, 'utf8'), process.cwd());

switch (command) {
  case 'count': {
    const tests = read(path);
    const count = (wanted: string): number => tests.filter(({ outcome }) => outcome === wanted).length;
    console.log(count('passed'), count('failed'), count('skipped'));
    break;
  }
  case 'failed':
    for (const { name, outcome } of read(path)) if (outcome === 'failed') print(name);
    break;
  case 'skipped': {
    const runs = readdirSync(path).map((file) => read(join(path, file)));
    for (const { name, reason } of neverRun(runs)) print(`${name}: ${reason}`);
    break;
  }
  default:
    throw new Error(`unknown command: ${command ?? ''}`);
}
