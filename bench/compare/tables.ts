import type { Goal, Ratio } from './goals.js';
import type { Measured } from './measure.js';
import { spreadOf, type Spread } from './spread.js';

/** The machine and the programs of a measurement. */
export interface Setting {
  readonly processor: string;
  readonly cores: number;
  readonly memory: number;
  readonly system: string;
  /** Version of every program, by its name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly rounds: number;
}

export function settingText({ processor, cores, memory, system, versions, rounds }: Setting): string {
  const programs = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return (
    `${processor}, ${cores} cores, ${Math.round(memory / 2 ** 30)} GiB, ${system}; ${programs.join(', ')}. ` +
    `Whole processes in turns; median of ${rounds} rounds (least–most).`
  );
}

/** Every goal, measured or not. */
export function goalTable(goals: readonly Goal[], ratios: readonly Ratio[]): string {
  const rows = goals.map((goal) => {
    const ratio = ratios.find((one) => one.goal === goal);
    const wanted = `${goal.bound === 'least' ? '≥' : '≤'} ${goal.goal}`;
    if (ratio === undefined) return `| ${goal.what} | ${wanted} | not measured | |`;
    return `| ${goal.what} | ${wanted} | ${spreadText(ratio)} | ${ratio.met ? 'met' : '**missed**'} |`;
  });
  return ['| ratio | goal | measured | |', '|---|--:|--:|---|', ...rows].join('\n');
}

/** Every program on every corpus, including programs that are not installed. */
export function programTable(measured: readonly Measured[]): string {
  const rows = measured
    .filter(({ results }) => !results.some(({ program }) => program.id === 'state'))
    .flatMap(({ group, corpus, results, missing }) => [
      ...results.map(({ program, samples }) => {
        const time = spreadOf(samples.map(({ seconds }) => seconds));
        const cells = [
          spreadText(time),
          Math.round(corpus.inflated / 1e6 / time.median).toLocaleString('en-US'),
          Math.round(corpus.files.length / time.median).toLocaleString('en-US'),
          medianText(samples.map(({ cpu }) => cpu)),
          medianText(samples.map(({ peakBytes }) => peakBytes && peakBytes / 1e6)),
        ];
        return `| ${group.corpus} | ${program.name} | ${cells.join(' | ')} |`;
      }),
      ...missing.map(
        ({ name, install }) => `| ${group.corpus} | ${name} | not installed: \`${install}\` | | | | |`,
      ),
    ]);
  return [
    '| corpus | program | seconds | inflated MB/s | objects/s | CPU s | peak MB |',
    '|---|---|--:|--:|--:|--:|--:|',
    ...rows,
  ].join('\n');
}

/** A description of the corpora. */
export function corpusText(measured: readonly Measured[]): string {
  return measured
    .filter(({ group }) => group.corpus !== 'state')
    .map(
      ({ group, corpus }) =>
        `**${group.corpus}**: ${corpus.files.length.toLocaleString('en-US')} objects, ` +
        `${(corpus.stored / 1e6).toFixed(0)} MB stored, ${(corpus.inflated / 1e9).toFixed(2)} GB inflated, ` +
        `${corpus.records.toLocaleString('en-US')} records, ${corpus.retrievals.toLocaleString('en-US')} retrievals`,
    )
    .join('; ');
}

export function spreadText({ median, least, most }: Spread): string {
  if (least === most) return digits(median);
  return `${digits(median)} (${digits(least)}–${digits(most)})`;
}

function medianText(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? '' : digits(spreadOf(known).median);
}

function digits(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2);
}
