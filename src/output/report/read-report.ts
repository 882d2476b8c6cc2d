import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../../base/errno.js';
import { TrailspikeError } from '../../model/errors.js';
import { VERSION } from '../../model/version.js';
import { inOrder, latencyCurve } from './latency-curve.js';
import type { ReportData } from './report-data.js';

const LATENCY = /^latency-(.+)\.hgrm$/;

/**
 * What the report of a run shows, from the files in its output directory. The same as from the run itself.
 * @throws TrailspikeError E_USAGE when a file is missing that it needs, is damaged, or is of another version
 */
export function readReport(directory: string): ReportData {
  const names = listed(directory);
  const summary = json<ReportData['summary']>(directory, 'summary.json', textOf(directory, 'summary.json'));
  if (summary.version !== VERSION) {
    throw new TrailspikeError(
      'E_USAGE',
      `${join(directory, 'summary.json')} is of version ${summary.version}, and this is ${VERSION}`,
      { hint: 'run the scan again, or make the report with the version that wrote the files' },
    );
  }
  const optional = <Line>(name: string): Line[] => (names.includes(name) ? lines<Line>(directory, name) : []);
  return {
    summary,
    signals: lines(directory, 'signals.ndjson'),
    evidence: optional('evidence.ndjson'),
    activity: optional('activity.ndjson'),
    latency: inOrder(
      names.flatMap((name) => {
        const [, stage] = LATENCY.exec(name) ?? [];
        return stage === undefined ? [] : [latencyCurve(stage, textOf(directory, name))];
      }),
    ),
    isRedacted: false,
  };
}

function lines<Line>(directory: string, name: string): Line[] {
  return textOf(directory, name)
    .split('\n')
    .flatMap((line, index) => (line === '' ? [] : [json<Line>(directory, `${name}:${index + 1}`, line)]));
}

/** The files of formats say what they hold: schemas of them are published and tested. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows the format
function json<Value>(directory: string, place: string, text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch (cause) {
    throw new TrailspikeError('E_USAGE', `${join(directory, place)} is not JSON`, {
      hint: 'the file is damaged: run the scan again',
      cause,
    });
  }
}

function listed(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch (cause) {
    throw unreadable(directory, cause);
  }
}

function textOf(directory: string, name: string): string {
  try {
    return readFileSync(join(directory, name), 'utf8');
  } catch (cause) {
    throw unreadable(join(directory, name), cause);
  }
}

function unreadable(path: string, cause: unknown): TrailspikeError {
  return new TrailspikeError('E_USAGE', `cannot read ${path} (${errnoOf(cause) ?? String(cause)})`, {
    hint: 'name the --out directory of a run that wrote the formats signals and summary',
    cause,
  });
}
