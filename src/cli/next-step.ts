import { total, type FailReason } from '../model/coverage.js';
import type { Signal } from '../model/signal.js';
import type { RunResult } from '../main-thread/result.js';
import type { OutputFormatName } from '../output/formats/registry.js';
import { shellLine } from '../base/shell-text.js';
import { sourceArgument } from '../output/response/investigate.js';

/** What a run was asked to do, as far as the next step depends on it. */
export interface RunContext {
  readonly out: string;
  /** None when no file was written. */
  readonly formats: readonly OutputFormatName[];
  /** As the user named them, with the options that it takes to read them; empty when the run had none. */
  readonly sources: readonly string[];
  /** Command that makes the sources. @default they are there */
  readonly before?: readonly string[];
  /** State directory that keeps what was read. */
  readonly state?: string;
}

/** What to do where objects failed for a reason, as the end of a sentence. */
const REMEDY: Partial<Record<FailReason, string>> = {
  vanished: 'run again: they changed during the run',
  unavailable: 'run again later: the source failed in a way that passes',
  unreadable: 'check the permissions, also of the KMS key, and run again',
  archive: 'unpack them and scan what is inside',
  notUnderstood: 'see docs/inputs.md for what is read',
  objectTooLarge: 'split them and scan the parts',
  decodeCrashed: 'please report this',
};

/** What to do next, in one line. */
export function nextStep(run: RunResult, context: RunContext): string {
  const steps = [...incompleteSteps(run, context), ...signalSteps(run, context)];
  return `next: ${steps.length > 0 ? steps.join('; then ') : quietStep(run, context)}`;
}

function incompleteSteps(
  { coverage, failures, complete, integrity, missingSlices }: RunResult,
  { sources, formats, out }: RunContext,
): string[] {
  if (complete) return [];
  const isAltered = integrity?.intact === false && total(coverage.failed) === 0;
  if (isAltered && formats.includes('integrity')) {
    return [`look at ${out.replace(/\/$/, '')}/integrity.ndjson, which says what is missing or altered`];
  }
  if (missingSlices.length > 0 && total(coverage.failed) === 0) {
    return ['read the slices that the warnings name, and merge again'];
  }
  const [reason, amount] = mostOf(coverage.failed);
  const first = failures.find((failure) => failure.reason === reason);
  if (reason === undefined || first === undefined) {
    const { decoded } = coverage;
    if (total(coverage.failed) === 0 && decoded === 0 && sources.length > 0) {
      return [`see what there is to read: ${shellLine(['trailspike', 'plan', ...sources])}`];
    }
    return [`look at the warnings${formats.includes('summary') ? ' and "dropped" in summary.json' : ''}`];
  }
  const remedy =
    REMEDY[reason] ?? 'fetch them again from where they were copied, or leave them out knowingly';
  return [`look at ${first.uri} (${reason}, ${amount} ${amount === 1 ? 'object' : 'objects'}); ${remedy}`];
}

function signalSteps(run: RunResult, { out, formats, sources, before }: RunContext): string[] {
  const worst = mostSevere(run.signals);
  if (!run.evaluated || worst === undefined) return [];
  const places = sources.length > 0 ? sources : run.sources.map(sourceArgument);
  const investigate = [
    ...(before === undefined ? [] : [shellLine(before)]),
    shellLine(['trailspike', 'investigate', ...places, '--signal', worst.id, '--out', out]),
  ].join(' && ');
  const open = formats.includes('report') ? [`open ${out.replace(/\/$/, '')}/report.html`] : [];
  return [
    [
      ...open,
      ...(formats.includes('signals') && places.length > 0 ? [`see what else was done: ${investigate}`] : []),
    ].join(', or '),
  ].filter((text) => text !== '');
}

/** What to do when nothing calls for anything. */
function quietStep({ evaluated, signals, infoSignals }: RunResult, { sources, state }: RunContext): string {
  if (!evaluated) return 'read the other parts, then join their states: trailspike merge STATE... --out DIR';
  if (signals.length > 0) return 'nothing, all signals are suppressed';
  if (infoSignals > 0) return 'nothing; --show-info also shows the signals that disclose nothing new';
  if (state !== undefined) return 'nothing; the same command reads only what is new, tomorrow';
  return sources.length === 0 ? 'nothing' : 'nothing; with --state DIR, the next scan reads only what is new';
}

/** The first signal that is not suppressed: they are sorted. */
function mostSevere(signals: readonly Signal[]): Signal | undefined {
  return signals.find(({ suppressed }) => suppressed === null);
}

function mostOf(failed: RunResult['coverage']['failed']): [FailReason | undefined, number] {
  let [most, amount]: [FailReason | undefined, number] = [undefined, 0];
  for (const key in failed) {
    const reason = key as FailReason;
    if ((failed[reason] ?? 0) > amount) [most, amount] = [reason, failed[reason] ?? 0];
  }
  return [most, amount];
}
