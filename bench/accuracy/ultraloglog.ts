/**
 * Prints the measured error of UltraLogLog as Markdown, for several precisions and counts up to 10^7.
 *
 *     npx tsx bench/accuracy/ultraloglog.ts [runs] [largest count] [seed]
 */
import { countsUpTo, measureUltraLogLog, type Accuracy } from '../../test/accuracy/measure-ultraloglog.js';

const [runs = 500, last = 1e7, seed = 20_240_701] = process.argv.slice(2).map(Number);
const PRECISIONS = [6, 8, 11, 14];

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
const cell = ({ error, bias }: Accuracy): string =>
  `${percent(error)} (${bias < 0 ? '−' : '+'}${percent(Math.abs(bias))})`;

const columns = PRECISIONS.map((precision) =>
  measureUltraLogLog({ precision, runs, counts: countsUpTo(last), seed }),
);

console.log(`Relative standard error (bias), ${runs} runs, seed ${seed}.\n`);
console.log(`| distinct | ${PRECISIONS.map((p) => `p = ${p}`).join(' | ')} |`);
console.log(`|--:|${PRECISIONS.map(() => '--:|').join('')}`);
columns[0]!.forEach(({ count }, row) => {
  console.log(
    `| ${count.toLocaleString('en')} | ${columns.map((column) => cell(column[row]!)).join(' | ')} |`,
  );
});
console.log(`| **theory** | ${columns.map((column) => `**${percent(column[0]!.theory)}**`).join(' | ')} |`);
