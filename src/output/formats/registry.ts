import { TrailspikeError } from '../../model/errors.js';
import { ACTIVITY } from './activity.js';
import { ASFF } from './asff.js';
import { BUCKETS } from './buckets.js';
import { CSV } from './csv.js';
import { EVIDENCE } from './evidence.js';
import { INTEGRITY } from './integrity.js';
import { LATENCY } from './latency.js';
import { ownsFile, type OutputFormat } from './output-format.js';
import { LOST } from './lost.js';
import { OCSF } from './ocsf.js';
import { PARQUET } from './parquet.js';
import { REPORT } from './report.js';
import { SIGNALS } from './signals.js';
import { SUMMARY } from './summary.js';

/** Every output format, in the order in which they are written and listed. */
export const OUTPUT_FORMATS = [
  SIGNALS,
  EVIDENCE,
  ACTIVITY,
  SUMMARY,
  INTEGRITY,
  REPORT,
  LATENCY,
  LOST,
  BUCKETS,
  PARQUET,
  CSV,
  OCSF,
  ASFF,
] as const satisfies readonly OutputFormat[];

export type OutputFormatName = (typeof OUTPUT_FORMATS)[number]['name'];

/** The formats that are written when none is asked for. */
export const DEFAULT_FORMATS: readonly OutputFormatName[] = OUTPUT_FORMATS.filter(
  ({ isDefault }) => isDefault,
).map(({ name }) => name);

/**
 * Checks names of formats.
 * @returns the names, each once, in the order of the registry
 * @throws TrailspikeError E_USAGE for a name that no format has
 */
export function formatNames(names: readonly string[]): OutputFormatName[] {
  const all: OutputFormatName[] = OUTPUT_FORMATS.map(({ name }) => name);
  for (const name of names) {
    if (!(all as readonly string[]).includes(name)) {
      throw new TrailspikeError('E_USAGE', `there is no output format ${JSON.stringify(name)}`, {
        hint: `the formats are ${all.join(', ')}`,
      });
    }
  }
  return all.filter((name) => names.includes(name));
}

/** The formats with these names, in the order of the registry. @throws TrailspikeError as `formatNames` */
export function formatsNamed(names: readonly string[]): readonly OutputFormat[] {
  const known = formatNames(names);
  return OUTPUT_FORMATS.filter(({ name }) => known.includes(name));
}

/** Names of the files that a run writes in these formats. @param explains whether it explains signals */
export function filesWritten(names: readonly string[], explains: boolean): string[] {
  return formatsNamed(names)
    .filter(({ name }) => name !== 'evidence' || explains)
    .flatMap(({ files }) => files);
}

/** @throws TrailspikeError E_USAGE when a format shows signals: a run that only keeps counts looks for none. */
export function refuseUnevaluated(names: readonly string[]): void {
  const refused = formatsNamed(names).find(({ needsEvaluation }) => needsEvaluation);
  if (refused === undefined) return;
  throw new TrailspikeError(
    'E_USAGE',
    `the output format ${refused.name} shows signals, and a run that only keeps counts (--partition, or a merge with --state and without --out) looks for none`,
    { hint: 'join the parts with "trailspike merge", which writes it' },
  );
}

/** Whether any of these formats shows the evidence of signals. @throws TrailspikeError as `formatNames` */
export function useEvidence(names: readonly string[]): boolean {
  return formatsNamed(names).some(({ usesEvidence }) => usesEvidence);
}

/** Whether a file of this name in an output directory was written by some format. */
export function isOutputFile(name: string): boolean {
  return OUTPUT_FORMATS.some((format) => ownsFile(format, name));
}
