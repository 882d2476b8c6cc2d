import { compareTexts } from '../../base/compare-texts.js';
import { textNumber } from '../../base/hash-number.js';
import { THREAD_HASH_KEY } from '../../base/keyed-hash.js';
import type { ApiEvent } from '../../decode/cloudtrail/api-event.js';
import { identityOf } from '../../decode/cloudtrail/identity-key.js';
import { formatInstant, HOUR, parseEventTime, type TimeRange } from '../../model/time.js';
import { addressKind } from '../evidence/address-kind.js';
import { Counter, Span } from '../evidence/counters.js';
import { SessionCollector } from '../evidence/session-collector.js';
import { sessionEvidence } from '../evidence/session-evidence.js';
import { addressTest } from '../search/criteria/address.js';
import { itemKeysOf, meansItem, readItemsOf } from '../search/criteria/item.js';
import type { Criterion } from '../search/criterion.js';
import { meaningOf } from './call-meanings.js';
import type { CredentialCaller } from './chain/credential-caller.js';
import { CredentialRecords } from './chain/credential-records.js';
import { FirstSeenCollector, type RecordValues } from './first-seen.js';
import type { CallSummary, CredentialChain, Investigation, Others } from './investigation.js';
import type { Shared } from './others-follower.js';
import { hasFailed, serviceOf } from './record-values.js';

/** What an investigation asks for. */
export interface Asked {
  readonly criteria: readonly Criterion[];
  /** Event times. Records before it are history. */
  readonly range: TimeRange;
}

/** What was followed after the records, and from when on records were searched for (epoch seconds; null: from the start). */
export interface Followed {
  readonly chain: CredentialChain;
  readonly others: Others;
  readonly searchedFrom: number | null;
}

/** Sums up the records of an investigation, each once. */
export class InvestigationCollector {
  records = 0;
  /** What the records say about credentials. */
  readonly credentials = new CredentialRecords();
  readonly #asked: Asked;
  readonly #sessions = new SessionCollector();
  readonly #firstSeen = new FirstSeenCollector();
  readonly #span = new Span();
  readonly #seen = new Set<number>();
  readonly #issued = new Set<string>();
  readonly #calls = new Map<
    string,
    { readonly service: string; readonly name: string; readonly span: Span; failed: number }
  >();
  readonly #counters = {
    identities: new Counter(),
    addresses: new Counter(),
    userAgents: new Counter(),
    accessKeys: new Counter(),
    accounts: new Counter(),
    regions: new Counter(),
    errors: new Counter(),
    items: new Counter(),
    retrieved: new Counter(),
    hours: new Counter(),
  };

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  /**
   * Adds a record. One that was added before changes nothing, and one before the time asked for is history.
   * @param event with the parsed record
   * @param object address of the object with the record
   * @returns whether it is new, and in the time asked for
   */
  add(event: ApiEvent, object: string): boolean {
    // Of several objects with one record the first one counts, whichever arrives first.
    const issued = this.credentials.addIssue(event, object);
    const number = textNumber(event.eventID || JSON.stringify(event.record), THREAD_HASH_KEY);
    if (this.#seen.has(number)) return false;
    this.#seen.add(number);
    const time = parseEventTime(event.eventTime);
    const values = valuesOf(event);
    if (time !== undefined && time < this.#asked.range.from) {
      this.#firstSeen.addBefore(values);
      return false;
    }
    if (issued !== undefined) this.#issued.add(issued);
    this.records++;
    this.#addCall(event, time);
    const { addresses, userAgents, accessKeys, accounts, regions, errors, items, retrieved, hours } =
      this.#counters;
    if (time !== undefined) {
      this.#firstSeen.add(values, time);
      this.#span.add(time, true);
      hours.add(formatInstant(time - (time % HOUR)));
    }
    this.#counters.identities.add(identityOf(event.principal, 'arn').key);
    if (event.sourceIPAddress !== '') addresses.add(event.sourceIPAddress);
    if (event.userAgent !== '') userAgents.add(event.userAgent);
    if (event.principal.accessKeyId !== '') accessKeys.add(event.principal.accessKeyId);
    accounts.add(event.recipientAccountId || event.principal.accountId || 'unknown');
    regions.add(event.awsRegion);
    if (hasFailed(event)) errors.add(event.errorCode || 'without a code');
    else for (const item of new Set(readItemsOf(event))) retrieved.add(item);
    for (const item of new Set(values.item)) items.add(item);
    this.#sessions.add(event);
    this.credentials.addUse(event);
    return true;
  }

  #addCall(event: ApiEvent, time: number | undefined): void {
    const { eventName: name } = event;
    const service = serviceOf(event);
    const key = `${service} ${name}`;
    let call = this.#calls.get(key);
    if (call === undefined) this.#calls.set(key, (call = { service, name, span: new Span(), failed: 0 }));
    if (hasFailed(event)) call.failed++;
    if (time === undefined) call.span.count++;
    else call.span.add(time, true);
  }

  /** The callers of the records by access key, those with the most calls first. */
  subjects(): CredentialCaller[] {
    return [...this.credentials.uses.values()]
      .sort((a, b) => b.span.count - a.span.count || compareTexts(a.caller.id, b.caller.id))
      .map(({ caller }) => caller);
  }

  /** Keys that the records issued to others than their callers. */
  issued(): string[] {
    return [...this.#issued].filter((key) => !this.credentials.uses.has(key)).sort(compareTexts);
  }

  /**
   * What others may have too, apart from what was asked for, of which all records are known: public addresses first, then
   * those with the most calls; the items that were retrieved least often first, because they are less likely routine.
   */
  shared(): Shared {
    const { criteria } = this.#asked;
    const addresses = this.#counters.addresses.counted().map(({ value }) => value);
    const isAsked = (address: string): boolean =>
      criteria.some(({ kind, value }) => kind === 'ip' && isFrom(address, value));
    const ofKind = (wanted: 'public' | 'private'): string[] =>
      addresses.filter((address) => addressKind(address, '') === wanted && !isAsked(address));
    return {
      addresses: [...ofKind('public'), ...ofKind('private')],
      items: this.#counters.retrieved
        .counted()
        .sort((a, b) => a.count - b.count || compareTexts(a.value, b.value))
        .map(({ value }) => value)
        .filter((key) => !criteria.some(({ kind, value }) => kind === 'secret' && meansItem(value, key))),
      own: new Set(this.#counters.identities.values),
    };
  }

  result({ chain, others, searchedFrom }: Followed): Investigation {
    const { criteria, range } = this.#asked;
    const { count, first, last } = this.#span;
    const counters = this.#counters;
    return {
      criteria,
      range,
      records: this.records,
      first: count === 0 ? null : formatInstant(first),
      last: count === 0 ? null : formatInstant(last),
      calls: [...this.#calls.values()].map(callSummary).sort(compareCalls),
      identities: counters.identities.counted(),
      addresses: counters.addresses.counted(),
      userAgents: counters.userAgents.counted(),
      accessKeys: counters.accessKeys.counted(),
      accounts: counters.accounts.counted(),
      regions: counters.regions.counted(),
      errors: counters.errors.counted(),
      items: counters.items.counted(),
      hours: counters.hours.counted().sort((a, b) => compareTexts(a.value, b.value)),
      sessions: sessionEvidence(this.#sessions.sessions, this.credentials.assumedBy()),
      firstSeen: this.#firstSeen.result(searchedFrom),
      chain,
      others,
    };
  }
}

function valuesOf(event: ApiEvent): RecordValues {
  return {
    call: [`${serviceOf(event)} ${event.eventName}`],
    caller: [identityOf(event.principal, 'arn').key],
    address: [event.sourceIPAddress],
    'user agent': [event.userAgent],
    account: [event.recipientAccountId || event.principal.accountId],
    region: [event.awsRegion],
    item: itemKeysOf(event),
  };
}

/** Whether `--ip VALUE` means an address. */
function isFrom(address: string, value: string): boolean {
  const test = addressTest(value);
  return typeof test !== 'string' && test.acceptsAddress(address);
}

function callSummary({
  service,
  name,
  span,
  failed,
}: {
  readonly service: string;
  readonly name: string;
  readonly span: Span;
  readonly failed: number;
}): CallSummary {
  const timed = span.first !== Infinity;
  return {
    service,
    name,
    count: span.count,
    failed,
    first: timed ? formatInstant(span.first) : '',
    last: timed ? formatInstant(span.last) : '',
    meaning: meaningOf(service, name),
  };
}

function compareCalls(a: CallSummary, b: CallSummary): number {
  return b.count - a.count || compareTexts(a.service, b.service) || compareTexts(a.name, b.name);
}
