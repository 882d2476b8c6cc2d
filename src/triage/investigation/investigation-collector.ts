import { compareTexts } from '../../base/compare-texts.js';
import { textNumber } from '../../base/hash-number.js';
import { fieldOf, textOf } from '../../base/json-values.js';
import type { ApiEvent } from '../../decode/cloudtrail/api-event.js';
import { identityOf } from '../../decode/cloudtrail/identity-key.js';
import type { AssumedBy } from '../../model/signal-evidence.js';
import { formatInstant, HOUR, parseEventTime } from '../../model/time.js';
import { Counter, Span } from '../evidence/counters.js';
import { SessionCollector } from '../evidence/session-collector.js';
import { sessionEvidence } from '../evidence/session-evidence.js';
import { itemKeysOf } from '../search/criteria/item.js';
import { meaningOf } from './call-meanings.js';
import type { CallSummary, Investigation, IssuedKey } from './investigation.js';

/** Keys that records issue are kept up to this number. */
const MOST_ISSUED = 1000;

/** Sums up the records of an investigation, each once. */
export class InvestigationCollector {
  records = 0;
  readonly sessions = new SessionCollector();
  readonly #span = new Span();
  readonly #seen = new Set<number>();
  readonly #calls = new Map<
    string,
    { readonly service: string; readonly name: string; readonly span: Span; failed: number }
  >();
  readonly #issued: IssuedKey[] = [];
  readonly #counters = {
    identities: new Counter(),
    addresses: new Counter(),
    userAgents: new Counter(),
    accessKeys: new Counter(),
    accounts: new Counter(),
    regions: new Counter(),
    errors: new Counter(),
    items: new Counter(),
    hours: new Counter(),
  };

  /**
   * Adds a record. One that was added before changes nothing.
   * @param event with the parsed record
   * @returns whether it is new
   */
  add(event: ApiEvent): boolean {
    const number = textNumber(event.eventID || JSON.stringify(event.record));
    if (this.#seen.has(number)) return false;
    this.#seen.add(number);
    this.records++;
    const time = parseEventTime(event.eventTime);
    const service = event.eventSource.replace(/\.amazonaws\.com(?:\.cn)?$/, '');
    const failed = event.errorCode !== '' || event.errorMessage !== '';
    this.#addCall(service, event.eventName, time, failed);
    const { identities, addresses, userAgents, accessKeys, accounts, regions, errors, items, hours } =
      this.#counters;
    if (time !== undefined) {
      this.#span.add(time, true);
      hours.add(formatInstant(time - (time % HOUR)));
    }
    identities.add(identityOf(event.principal, 'arn').key);
    if (event.sourceIPAddress !== '') addresses.add(event.sourceIPAddress);
    if (event.userAgent !== '') userAgents.add(event.userAgent);
    if (event.principal.accessKeyId !== '') accessKeys.add(event.principal.accessKeyId);
    accounts.add(event.recipientAccountId || event.principal.accountId || 'unknown');
    regions.add(event.awsRegion);
    if (failed) errors.add(event.errorCode || 'without a code');
    for (const item of new Set(itemKeysOf(event))) items.add(item);
    this.sessions.add(event);
    this.#addIssued(event, time);
    return true;
  }

  #addCall(service: string, name: string, time: number | undefined, failed: boolean): void {
    const key = `${service} ${name}`;
    let call = this.#calls.get(key);
    if (call === undefined) this.#calls.set(key, (call = { service, name, span: new Span(), failed: 0 }));
    if (failed) call.failed++;
    if (time === undefined) call.span.count++;
    else call.span.add(time, true);
  }

  #addIssued(event: ApiEvent, time: number | undefined): void {
    const response = fieldOf(event.record, 'responseElements');
    const accessKey = textOf(fieldOf(response, 'credentials'), 'accessKeyId');
    if (accessKey === '' || this.#issued.length >= MOST_ISSUED) return;
    this.#issued.push({
      accessKey,
      session: textOf(fieldOf(response, 'assumedRoleUser'), 'arn'),
      time: time === undefined ? '' : formatInstant(time),
      eventName: event.eventName,
      caller: identityOf(event.principal, 'arn').key,
    });
  }

  /** @param assumedBy the call that issued each temporary access key, as far as it was found */
  result(
    { criteria, range }: Pick<Investigation, 'criteria' | 'range'>,
    assumedBy: ReadonlyMap<string, AssumedBy>,
  ): Investigation {
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
      sessions: sessionEvidence(this.sessions.sessions, assumedBy),
      issued: [...this.#issued].sort(
        (a, b) => compareTexts(a.time, b.time) || compareTexts(a.accessKey, b.accessKey),
      ),
    };
  }
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
