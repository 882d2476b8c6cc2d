import { lostRecords, type RunResult } from '../../main-thread/result.js';
import { filesWritten } from '../../output/formats/registry.js';
import { integrityText } from '../../output/integrity-text.js';
import { plural } from '../../output/words.js';
import { coverageText, writtenText } from '../closing-texts.js';
import { nextStep, type RunContext } from '../next-step.js';
import type { LogEntry } from './log.js';

/** Objects that a line names for a reason; `lost.ndjson` has all. */
const MOST_EXAMPLES = 5;

/** What a finished run says, as lines of the structured log. */
export function* runEvents(run: RunResult, context: RunContext): Generator<LogEntry> {
  for (const message of run.warnings) yield { event: 'warning', level: 'warn', message };
  if (run.evaluated) yield signalsEvent(run);
  if (run.integrity !== null) yield integrityEvent(run.integrity);
  if (run.gaps.length > 0) yield gapsEvent(run);
  const { out, formats } = context;
  if (formats.length > 0) {
    const files = filesWritten(formats, run.explains);
    yield { event: 'written', message: writtenText(out, files), fields: { directory: out, files } };
  }
  yield coverageEvent(run);
  yield* lostEvents(run);
  const { retried, throttled } = run.requests;
  if (retried + throttled > 0) {
    yield {
      event: 'requests',
      level: throttled > 0 ? 'warn' : 'info',
      message: `${retried} requests were sent again, ${throttled} were asked to slow down`,
      fields: { retried, throttled },
    };
  }
  for (const message of run.notes) yield { event: 'note', message };
  yield { event: 'next', message: nextStep(run, context) };
}

function signalsEvent({ signals, infoSignals, rules, judged }: RunResult): LogEntry {
  const byStatus: Record<string, number> = {};
  for (const { status, suppressed } of signals) {
    if (suppressed === null) byStatus[status] = (byStatus[status] ?? 0) + 1;
  }
  const suppressed = signals.filter((signal) => signal.suppressed !== null).length;
  return {
    event: 'signals',
    message: plural(signals.length, 'signal'),
    fields: {
      ...{ total: signals.length, suppressed, info: infoSignals, byStatus, judged },
      rules: rules.map(({ rule: { id, name }, signals: found, totals }) => ({
        ...{ id, name, signals: found.length, counted: totals.retrievals + totals.failures },
      })),
    },
  };
}

function integrityEvent({ intact, digests, logs, found }: NonNullable<RunResult['integrity']>): LogEntry {
  const fields = { intact, digests, logs, found };
  return {
    event: 'integrity',
    level: intact ? 'info' : 'error',
    message: integrityText(fields),
    fields,
  };
}

function gapsEvent({ gaps }: RunResult): LogEntry {
  const byKind: Record<string, number> = {};
  for (const { kind } of gaps) byKind[kind] = (byKind[kind] ?? 0) + 1;
  return {
    event: 'gaps',
    level: 'warn',
    message: `${plural(gaps.length, 'gap')}: quiet there does not mean quiet`,
    fields: { total: gaps.length, byKind },
  };
}

function coverageEvent({ coverage, totals, complete }: RunResult): LogEntry {
  const { listed, decoded, skipped, foldersNotEntered, dropped, alreadyProcessed } = coverage;
  const { bytes, inflatedBytes, changedObjects } = coverage;
  return {
    event: 'coverage',
    level: complete ? 'info' : 'warn',
    message: `${coverageText(coverage)}${complete ? '' : '; something is known to be missing'}`,
    fields: {
      ...{ complete, listed, decoded, failed: coverage.failed, skipped, foldersNotEntered, dropped },
      ...{ lostRecords: lostRecords(coverage), alreadyProcessed, changedObjects, bytes, inflatedBytes },
      ...{ retrievals: totals.retrievals, identities: totals.identities },
    },
  };
}

function* lostEvents({ coverage, failures }: RunResult): Generator<LogEntry> {
  for (const [reason, objects = 0] of Object.entries(coverage.failed)) {
    const examples = failures
      .filter((one) => one.reason === reason)
      .slice(0, MOST_EXAMPLES)
      .map(({ uri, detail }) => ({ uri, detail }));
    const message = `${plural(objects, 'object')} lost: ${reason}`;
    yield { event: 'lostObjects', level: 'warn', message, fields: { reason, objects, examples } };
  }
}
