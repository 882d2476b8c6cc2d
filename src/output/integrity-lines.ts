import type { RunResult } from '../main-thread/result.js';
import type { CoverageGap } from '../model/integrity.js';
import { formatInstant } from '../model/time.js';
import { gapsNear } from './gaps-near.js';

/** The lines of `integrity.ndjson`: findings, then gaps, then signals that have gaps near them. */
export function* integrityLines({
  integrity,
  gaps,
  signals,
}: Pick<RunResult, 'integrity' | 'gaps' | 'signals'>): Generator<object> {
  for (const finding of integrity?.findings ?? []) {
    const { kind, uri, account, region, from, to, detail } = finding;
    yield {
      type: 'finding',
      kind,
      uri,
      account,
      region,
      from: formatInstant(from),
      to: formatInstant(to),
      detail,
    };
  }
  for (const gap of gaps) yield { type: 'gap', ...gapLine(gap) };
  for (const signal of signals) {
    const near = gapsNear(signal, gaps);
    if (near.length > 0) yield { type: 'signal', signal: signal.id, gaps: near.map(gapLine) };
  }
}

/** A gap as files show it, with times as texts. */
export function gapLine({ kind, account, region, from, to, amount }: CoverageGap) {
  return { kind, account, region, from: formatInstant(from), to: formatInstant(to), amount };
}
