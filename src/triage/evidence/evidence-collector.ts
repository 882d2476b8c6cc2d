import { compareTexts } from '../../base/compare-texts.js';
import { textNumber } from '../../base/hash-number.js';
import { THREAD_HASH_KEY } from '../../base/keyed-hash.js';
import { fieldOf } from '../../base/json-values.js';
import type { ApiEvent } from '../../decode/cloudtrail/api-event.js';
import type { Retrieval } from '../../model/retrieval.js';
import { addressKind } from './address-kind.js';
import { addBucket, type CountedBuckets } from './counted-buckets.js';
import { Counter, Span } from './counters.js';
import { type CollectedSession, SessionCollector } from './session-collector.js';

/** Different origins of a signal that are told apart; an attacker can make any number. */
const MOST_ORIGINS = 100_000;
/** CloudTrail cuts user agents at 1 KB; other programs may not. */
const MOST_AGENT_CHARS = 1024;

/** The first record of something: enough to find it again. */
export interface FirstRecord {
  readonly eventID: string;
  readonly time: number;
  readonly eventName: string;
  readonly object: string;
  /** Index of the origin; −1: beyond `MOST_ORIGINS`. */
  readonly origin: number;
  readonly error: string;
}

export interface CollectedItem {
  readonly key: string;
  /** How records name it; empty where none does. A complete ARN goes before a name. */
  id: string;
  readonly span: Span;
  /** Where its first record from each origin is, by the index of the origin. */
  readonly firstOf: Map<number, FirstRecord>;
}

export interface CollectedOrigin {
  readonly address: string;
  readonly addressKind: ReturnType<typeof addressKind>;
  readonly userAgent: string;
  readonly origin: string;
  readonly vpcEndpoint: string;
  readonly span: Span;
  failures: number;
  /** Numbers of the items, in the order of `items`. */
  readonly items: Set<number>;
  readonly accessKeys: Counter;
  readonly regions: Counter;
}

/** What the records of one signal say, counted exactly: each event once, however often it was delivered. */
export class EvidenceCollector {
  readonly items: CollectedItem[] = [];
  readonly origins: CollectedOrigin[] = [];
  readonly accounts = new Counter();
  readonly regions = new Counter();
  readonly errors = new Counter();
  readonly accessKeys = new Map<string, { readonly span: Span; readonly addresses: Set<string> }>();
  /** The first failed record of each error code. */
  readonly firstErrors = new Map<string, FirstRecord>();
  /** Objects with a record of the signal. */
  readonly objects = new Set<string>();
  retrievals = 0;
  failures = 0;
  batchCalls = 0;
  /** Calls from origins beyond those in `origins`. */
  moreCalls = 0;
  /** What was found in each bucket, by its index. */
  readonly buckets: CountedBuckets = new Map();
  readonly #bucketDuration: number;
  readonly #events = new Set<number>();
  readonly #itemNumbers = new Map<string, number>();
  readonly #originNumbers = new Map<string, number>();
  readonly #sessions = new SessionCollector();

  get sessions(): readonly CollectedSession[] {
    return this.#sessions.sessions;
  }

  /** @param bucketDuration of the rule, seconds */
  constructor(bucketDuration: number) {
    this.#bucketDuration = bucketDuration;
  }

  /**
   * Adds a record. One that was added before, by the id of its event, is not counted again. Records may be added in any
   * order: the result is the same.
   * @param event with the parsed record
   * @param object address of the object that has it
   */
  add(event: ApiEvent, retrieval: Retrieval, object: string): void {
    const { time, failed, items } = retrieval;
    this.objects.add(object);
    const origin = this.#originNumber(event, retrieval);
    const { eventID, eventName, errorCode: error } = event;
    const record: FirstRecord = { eventID, time, eventName, object, origin, error };
    if (error !== '') keepFirst(this.firstErrors, error, record);
    const taken = failed ? [] : items.map((key) => this.#item(key, event, record));
    const number = textNumber(retrieval.eventKey, THREAD_HASH_KEY);
    if (this.#events.has(number)) return;
    this.#events.add(number);
    this.#count(event, retrieval, taken, this.origins[origin]);
  }

  #count(
    event: ApiEvent,
    { time, failed, kind, region, recipientAccountId, accessKeyId }: Retrieval,
    taken: readonly number[],
    origin: CollectedOrigin | undefined,
  ): void {
    const isRetrieval = kind === 'get' && !failed;
    if (failed) this.failures++;
    if (isRetrieval) this.retrievals++;
    if (kind === 'batch') this.batchCalls++;
    addBucket(this.buckets, Math.floor(time / this.#bucketDuration), {
      retrievals: Number(isRetrieval),
      failures: Number(failed),
      estimated: kind === 'batch',
    });
    if (event.errorCode !== '') this.errors.add(event.errorCode);
    this.accounts.add(recipientAccountId);
    this.regions.add(region);
    if (accessKeyId !== '') this.#accessKey(accessKeyId, time, event.sourceIPAddress);
    this.#sessions.add(event);
    for (const item of taken) this.items[item]!.span.add(time, true);
    if (origin === undefined) {
      this.moreCalls++;
      return;
    }
    origin.span.add(time, isRetrieval);
    if (failed) origin.failures++;
    if (accessKeyId !== '') origin.accessKeys.add(accessKeyId);
    origin.regions.add(region);
    for (const item of taken) origin.items.add(item);
  }

  #originNumber({ sourceIPAddress, userAgent, vpcEndpointId }: ApiEvent, { origin }: Retrieval): number {
    const agent = userAgent.slice(0, MOST_AGENT_CHARS);
    const name = `${vpcEndpointId} ${sourceIPAddress} ${agent}`;
    const known = this.#originNumbers.get(name);
    if (known !== undefined) return known;
    if (this.origins.length >= MOST_ORIGINS) return -1;
    this.#originNumbers.set(name, this.origins.length);
    return (
      this.origins.push({
        address: sourceIPAddress,
        addressKind: addressKind(sourceIPAddress, vpcEndpointId),
        userAgent: agent,
        origin,
        vpcEndpoint: vpcEndpointId,
        span: new Span(),
        failures: 0,
        items: new Set(),
        accessKeys: new Counter(),
        regions: new Counter(),
      }) - 1
    );
  }

  #item(key: string, event: ApiEvent, record: FirstRecord): number {
    let number = this.#itemNumbers.get(key);
    if (number === undefined) {
      this.#itemNumbers.set(key, (number = this.items.length));
      this.items.push({ key, id: '', span: new Span(), firstOf: new Map() });
    }
    const item = this.items[number]!;
    item.id = betterId(item.id, idOf(key, event));
    keepFirst(item.firstOf, record.origin, record);
    return number;
  }

  #accessKey(id: string, time: number, address: string): void {
    let key = this.accessKeys.get(id);
    if (key === undefined) this.accessKeys.set(id, (key = { span: new Span(), addresses: new Set() }));
    key.span.add(time, true);
    if (key.addresses.size < MOST_ORIGINS) key.addresses.add(address);
  }
}

/** Keeps the first record of something: by time, then by id and object, so that the order of adding does not matter. */
function keepFirst<Key>(records: Map<Key, FirstRecord>, key: Key, record: FirstRecord): void {
  const before = records.get(key);
  if (before === undefined || compareRecords(record, before) < 0) records.set(key, record);
}

export function compareRecords(a: FirstRecord, b: FirstRecord): number {
  return a.time - b.time || compareTexts(a.eventID, b.eventID) || compareTexts(a.object, b.object);
}

const COMPLETE_ARN = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:.*-[A-Za-z0-9]{6}$/s;

/** Whether a text is an ARN with the random suffix that Secrets Manager adds. */
export function isCompleteArn(id: string): boolean {
  return COMPLETE_ARN.test(id);
}

/** A complete ARN goes before any other text, and a text before none; of equals the smaller one, whatever came first. */
function betterId(a: string, b: string): string {
  const [rankA, rankB] = [a, b].map((id) => (id === '' ? 2 : isCompleteArn(id) ? 0 : 1));
  if (rankA !== rankB) return rankA! < rankB! ? a : b;
  return a <= b ? a : b;
}

/** How a record names an item of a key: an ARN with the name in it, or the name, among its parameters. */
function idOf(key: string, { record }: ApiEvent): string {
  const name = key.split(':').slice(2).join(':');
  const texts = [
    ...textsIn(fieldOf(record, 'requestParameters')),
    ...textsIn(fieldOf(record, 'responseElements')),
  ];
  const named = texts.filter(
    (text) => text === name || text === key || (text.startsWith('arn:') && text.includes(`:${name}`)),
  );
  return named.reduce(betterId, '');
}

/** Deeper values of parameters are not looked at. */
const MOST_DEPTH = 6;

/** All texts in a value. */
function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > MOST_DEPTH) return [];
  return Object.values(value).flatMap((each) => textsIn(each, depth + 1));
}
