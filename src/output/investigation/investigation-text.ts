import type { InvestigationRun } from '../../main-thread/search/investigate.js';
import type { Counted, SessionEvidence } from '../../model/signal-evidence.js';
import { MAX_TIME, formatInstant } from '../../model/time.js';
import type { CallSummary, Investigation } from '../../triage/investigation/investigation.js';
import { chainLines } from './chain-text.js';
import { firstSeenLines } from './first-seen-text.js';
import { othersLines } from './others-text.js';
import { plural } from '../words.js';
import { section } from './section.js';

/** Rows of each table on a terminal; the JSON has all. */
const MOST_ROWS = 25;
const MOST_VALUES = 10;

/** What an investigation found, as lines of text. Texts of records are in them as they are: escape them. */
export function investigationLines({
  investigation,
  coverage,
  followed,
  complete,
  leftOut,
}: InvestigationRun): string[] {
  const { criteria, range, records, first, last } = investigation;
  const asked = criteria.map(({ kind, value }) => `${kind} ${value}`).join(', ');
  const to = range.to === MAX_TIME ? 'the end' : formatInstant(range.to);
  const lines = [
    `${plural(records, 'record')} of ${asked}, from ${range.from === 0 ? 'the beginning' : formatInstant(range.from)} to ${to}`,
  ];
  if (first !== null && last !== null) lines.push(`first ${first}, last ${last}`);
  if (records > 0) lines.push(...sections(investigation));
  lines.push(
    '',
    `${coverage.read} of ${plural(coverage.listed, 'listed object')} read` +
      (leftOut === '' ? '' : `; left out: ${leftOut}`),
  );
  if (followed.searches > 0)
    lines.push(
      `${plural(followed.objects, 'object')} more read to follow credentials, addresses and secrets` +
        (followed.failed === 0 ? '' : `; ${followed.failed} of them failed`),
    );
  if (!complete) lines.push('incomplete: objects could not be read or decoded, so records may be missing');
  return lines;
}

function sections(investigation: Investigation): string[] {
  const { calls, sessions, chain, firstSeen, others, hours } = investigation;
  return [
    ...section('calls', calls.map(callLine), MOST_ROWS),
    ...values('callers', investigation.identities),
    ...values('addresses', investigation.addresses),
    ...values('user agents', investigation.userAgents),
    ...values('access keys', investigation.accessKeys),
    ...values('secrets and parameters', investigation.items),
    ...values('accounts', investigation.accounts),
    ...values('regions', investigation.regions),
    ...values('errors', investigation.errors),
    ...section('sessions', sessions.map(sessionLine), MOST_VALUES),
    ...chainLines(chain),
    ...firstSeenLines(firstSeen, investigation.range.from),
    ...othersLines(others),
    ...section(
      'busiest hours',
      [...hours]
        .sort((a, b) => b.count - a.count)
        .slice(0, MOST_VALUES)
        .map(({ value, count }) => `${value}  ${count}`),
      MOST_VALUES,
    ),
  ];
}

function callLine({ service, name, count, failed, first, last, meaning }: CallSummary): string {
  const failures = failed > 0 ? `, ${failed} failed` : '';
  return `${String(count).padStart(7)}  ${service} ${name}${failures}  (${first} to ${last})${meaning === null ? '' : `  ${meaning}`}`;
}

function sessionLine({ arn, created, mfa, count, assumedBy }: SessionEvidence): string {
  const began = created === null ? '' : `, began ${created}`;
  const factor = mfa === null ? '' : mfa ? ', with MFA' : ', without MFA';
  const by =
    assumedBy === null
      ? ''
      : `, ${assumedBy.eventName} by ${assumedBy.caller} from ${assumedBy.address} (${assumedBy.eventID})`;
  return `${String(count).padStart(7)}  ${arn === '' ? 'without ARN' : arn}${began}${factor}${by}`;
}

function values(title: string, counted: readonly Counted[]): string[] {
  return section(
    title,
    counted.map(({ value, count }) => `${String(count).padStart(7)}  ${value}`),
    MOST_VALUES,
  );
}
