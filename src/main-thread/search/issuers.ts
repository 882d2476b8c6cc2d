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
/** A session has the time of the call that made it, give or take what the clocks of services differ by, seconds. */
const AROUND = 5;
/**
 * The step of the slack within which nine of ten of these calls are delivered: the second. Later ones are not looked for,
 * since many sessions have none; the third took 8 % more objects. An investigation looks for them as well.
 */
const STEP = 1;

/**
 * The calls that issued the temporary access keys of some signals: AssumeRole and its like, in the account of the
 * session, around the time at which the session began. What is not there stays unknown: a trail without the account,
 * or sessions of AWS services, which have no such record.
 * @param undated tells objects that cannot have any. @default none are told
 */
export async function issuersOf(
  collectors: readonly Pick<SessionCollector, 'sessions'>[],
  searcher: Searcher,
  {
    listing,
    slack,
    undated,
  }: Pick<ExplainInput, 'listing' | 'slack'> & Partial<Pick<ExplainInput, 'undated'>>,
): Promise<Map<string, AssumedBy>> {
  const begun = sessionsWithKeys(collectors);
  const issuers = new Map<string, AssumedBy>();
  if (begun.length === 0) return issuers;
  const late = slack[Math.min(STEP, slack.length - 1)] ?? HOUR;
  const windows = begun.map(({ at, accountId }): ListWindow => ({
    accounts: accountId === '' ? [] : [accountId],
    regions: [],
    delivered: deliveredFor({ from: at - AROUND, to: at + AROUND }, late),
  }));
  const plan = { delivered: listing.delivered, accounts: [], regions: [], windows: joinedWindows(windows) };
  const keys = begun.flatMap((session) => session.keys).sort();
  const search: MatchingRecords = {
    kind: 'matching',
    targets: keys.map((value) => ({ criterion: { kind: 'access-key', value }, range: ALL_TIME })),
  };
  await searcher.run(
    search,
    plan,
    ({ bytes }, { uri }) => noteIssuer(issuers, bytes, uri),
    ({ uri }, deliveredAt) => deliveredAt === 0 && undated?.mayHaveRecords(uri) === false,
  );
  return issuers;
}

/** A session that began at a known time, with temporary access keys that nobody else has. */
interface BegunSession {
  /** Epoch seconds. */
  readonly at: number;
  readonly accountId: string;
  readonly keys: readonly string[];
}

function sessionsWithKeys(collectors: readonly Pick<SessionCollector, 'sessions'>[]): BegunSession[] {
  const begun: BegunSession[] = [];
  const known = new Set<string>();
  for (const { sessions } of collectors) {
    for (const { created, accountId, accessKeys } of sessions) {
      const at = parseEventTime(created);
      if (at === undefined || known.size >= MOST_KEYS) continue;
      const keys = [...accessKeys].filter((key) => key.startsWith('ASIA') && !known.has(key));
      if (keys.length === 0) continue;
      for (const key of keys) known.add(key);
      begun.push({ at, accountId, keys });
    }
  }
  return begun;
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
