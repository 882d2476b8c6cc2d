import { fieldOf, isObject, textOf } from '../../base/json-values.js';
import { parseEvent } from '../../decode/cloudtrail/api-event.js';
import type { AssumedBy } from '../../model/signal-evidence.js';
import { ALL_TIME, formatInstant, HOUR, parseEventTime } from '../../model/time.js';
import type { ListWindow } from '../../source/source.js';
import type { SessionCollector } from '../../triage/evidence/session-collector.js';
import type { MatchingRecords } from '../../triage/search/record-search.js';
import { deliveredFor, joinedWindows } from './evidence-windows.js';
import type { ExplainInput } from './explanation.js';
import type { Searcher } from './searcher.js';

/** Sessions whose beginning is looked for, over all signals. More make a search as long as a scan. */
const MOST_KEYS = 200;
/** A session may be older than its first call by its longest duration, but its record says when it began. */
const AROUND = 60;

/**
 * The calls that issued the temporary access keys of some signals: AssumeRole and its like, in the account of the
 * session, around the time at which the session began. What is not there stays unknown: a trail without the account,
 * or sessions of AWS services, which have no such record.
 */
export async function issuersOf(
  collectors: readonly Pick<SessionCollector, 'sessions'>[],
  searcher: Searcher,
  { listing, slack }: Pick<ExplainInput, 'listing' | 'slack'>,
): Promise<Map<string, AssumedBy>> {
  const windows: ListWindow[] = [];
  const keys = new Set<string>();
  for (const { sessions } of collectors) {
    for (const { created, accountId, accessKeys } of sessions) {
      const at = parseEventTime(created);
      if (at === undefined || keys.size >= MOST_KEYS) continue;
      const temporary = [...accessKeys].filter((key) => key.startsWith('ASIA'));
      if (temporary.length === 0) continue;
      for (const key of temporary) keys.add(key);
      const range = { from: at - AROUND, to: at + AROUND };
      windows.push({
        accounts: accountId === '' ? [] : [accountId],
        regions: [],
        delivered: deliveredFor(range, 0, slack[0] ?? HOUR),
      });
    }
  }
  const issuers = new Map<string, AssumedBy>();
  if (keys.size === 0) return issuers;
  const plan = { delivered: listing.delivered, accounts: [], regions: [], windows: joinedWindows(windows) };
  const search: MatchingRecords = {
    kind: 'matching',
    criteria: [...keys].sort().map((value) => ({ kind: 'access-key', value })),
    range: ALL_TIME,
  };
  await searcher.run(search, plan, ({ bytes }, { uri }) => noteIssuer(issuers, bytes, uri));
  return issuers;
}

/** Keeps the record if it issued a key. One that several objects have counts by its first object. */
function noteIssuer(issuers: Map<string, AssumedBy>, bytes: Uint8Array, object: string): void {
  const record: unknown = JSON.parse(Buffer.from(bytes).toString());
  if (!isObject(record)) return;
  const issued = textOf(fieldOf(fieldOf(record, 'responseElements'), 'credentials'), 'accessKeyId');
  const event = parseEvent(record);
  const time = parseEventTime(event.eventTime);
  if (issued === '' || time === undefined) return;
  const before = issuers.get(issued);
  if (before !== undefined && `${before.eventID} ${before.object}` <= `${event.eventID} ${object}`) return;
  const { principal } = event;
  issuers.set(issued, {
    eventID: event.eventID,
    eventName: event.eventName,
    time: formatInstant(time),
    caller: principal.arn || principal.invokedBy || principal.principalId,
    address: event.sourceIPAddress,
    userAgent: event.userAgent,
    object,
  });
}
