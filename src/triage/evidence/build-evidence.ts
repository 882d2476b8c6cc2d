import { compareTexts } from '../../base/compare-texts.js';
import type { Signal } from '../../model/signal.js';
import type {
  AccessKeyEvidence,
  AssumedBy,
  EvidenceCoverage,
  Frequency,
  ItemEvidence,
  OriginEvidence,
  SignalEvidence,
} from '../../model/signal-evidence.js';
import { formatInstant, parseInstant } from '../../model/time.js';
import type { KnownBefore, KnownItem, KnownOrigin } from './known-before.js';
import {
  type CollectedItem,
  type CollectedOrigin,
  type EvidenceCollector,
  isCompleteArn,
} from './evidence-collector.js';
import { sessionEvidence } from './session-evidence.js';
import { tellingRecords } from './telling-records.js';

/** Longest lists in the evidence. All items are in it. */
const MOST_ORIGINS = 1000;
/** Days on which others read an item, up to which it is rare or infrequent. */
const RARE_DAYS = 2;
const INFREQUENT_DAYS = 10;

/** What the evidence of a signal is made of. */
export interface EvidenceParts {
  readonly signal: Signal;
  readonly collected: EvidenceCollector;
  /** Of the items and origins, in the order in which they were collected. */
  readonly known: KnownBefore;
  readonly coverage: EvidenceCoverage;
  /** The call that issued each temporary access key, as far as it was found. */
  readonly assumedBy: ReadonlyMap<string, AssumedBy>;
}

export function buildEvidence({
  signal,
  collected,
  known,
  coverage,
  assumedBy,
}: EvidenceParts): SignalEvidence {
  const start = parseInstant(signal.start)!;
  const isNew = known.items.map(({ first }) => first !== Infinity && first >= start);
  const itemOrder = orderOf(
    collected.items,
    (a, b) =>
      Number(isNew[b]) - Number(isNew[a]) ||
      collected.items[a]!.span.first - collected.items[b]!.span.first ||
      compareTexts(collected.items[a]!.key, collected.items[b]!.key),
  );
  const itemPlaces = placesOf(itemOrder);
  const newIn = collected.origins.map(({ items }) => [...items].filter((item) => isNew[item]).length);
  const originOrder = orderOf(
    collected.origins,
    (a, b) =>
      newIn[b]! - newIn[a]! ||
      known.origins[b]!.first - known.origins[a]!.first ||
      collected.origins[b]!.span.count - collected.origins[a]!.span.count ||
      compareOrigins(collected.origins[a]!, collected.origins[b]!),
  );
  const shownOrigins = originOrder.slice(0, MOST_ORIGINS);
  const originPlaces = placesOf(shownOrigins);
  return {
    signal: signal.id,
    rule: signal.rule,
    identity: signal.identity.key,
    status: signal.status,
    start: signal.start,
    end: signal.end,
    coverage,
    counts: {
      retrievals: collected.retrievals,
      failures: collected.failures,
      items: collected.items.length,
      newItems: isNew.filter(Boolean).length,
      batchCalls: collected.batchCalls,
    },
    observed: signal.observed,
    items: itemOrder.map((index) => itemEvidence(collected.items[index]!, known.items[index]!, start)),
    origins: shownOrigins.map((index) =>
      originEvidence(collected.origins[index]!, known.origins[index]!, start, newIn[index]!, itemPlaces),
    ),
    moreOrigins: collected.origins.length - shownOrigins.length,
    accounts: collected.accounts.counted(),
    regions: collected.regions.counted(),
    errors: collected.errors.counted(),
    accessKeys: accessKeys(collected),
    sessions: sessionEvidence(collected.sessions, assumedBy),
    records: tellingRecords(collected, itemOrder, itemPlaces, originPlaces),
  };
}

function itemEvidence({ key, id, span }: CollectedItem, known: KnownItem, start: number): ItemEvidence {
  return {
    key,
    id,
    arn: isCompleteArn(id) ? id : null,
    retrievals: span.count,
    first: formatInstant(span.first),
    last: formatInstant(span.last),
    isNew: known.first === Infinity ? null : known.first >= start,
    readers: {
      frequency: frequencyOf(known.days),
      identities: known.readers,
      days: known.days,
      names: known.names,
    },
  };
}

function frequencyOf(days: number): Frequency {
  if (days === 0) return 'UNSEEN';
  if (days <= RARE_DAYS) return 'RARE';
  return days <= INFREQUENT_DAYS ? 'INFREQUENT' : 'FREQUENT';
}

function originEvidence(
  collected: CollectedOrigin,
  known: KnownOrigin,
  start: number,
  newItems: number,
  itemPlaces: ReadonlyMap<number, number>,
): OriginEvidence {
  const { address, addressKind, userAgent, origin, vpcEndpoint, span, failures, items } = collected;
  return {
    address,
    addressKind,
    userAgent,
    origin,
    vpcEndpoint,
    retrievals: span.count,
    failures,
    first: formatInstant(span.first),
    last: formatInstant(span.last),
    items: [...items].map((item) => itemPlaces.get(item)!).sort((a, b) => a - b),
    newItems,
    accessKeys: collected.accessKeys.values,
    regions: collected.regions.values,
    firstSeen: known.first === Infinity ? null : formatInstant(known.first),
    isNew: known.first !== Infinity && known.first >= start,
    others: known.others,
  };
}

function accessKeys({ accessKeys: keys }: EvidenceCollector): AccessKeyEvidence[] {
  return [...keys]
    .map(([id, { span, addresses }]): AccessKeyEvidence => ({
      id,
      kind: id.startsWith('ASIA') ? 'temporary' : id.startsWith('AKIA') ? 'long-term' : 'unknown',
      count: span.count,
      first: formatInstant(span.first),
      last: formatInstant(span.last),
      addresses: addresses.size,
    }))
    .sort((a, b) => b.count - a.count || compareTexts(a.id, b.id));
}

function orderOf(list: readonly unknown[], compare: (a: number, b: number) => number): number[] {
  return list.map((_, index) => index).sort(compare);
}

/** Where each index of an order is. */
function placesOf(order: readonly number[]): Map<number, number> {
  return new Map(order.map((index, place) => [index, place]));
}

function compareOrigins(a: CollectedOrigin, b: CollectedOrigin): number {
  return (
    compareTexts(a.address, b.address) ||
    compareTexts(a.userAgent, b.userAgent) ||
    compareTexts(a.vpcEndpoint, b.vpcEndpoint)
  );
}
