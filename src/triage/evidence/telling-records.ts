import type { RecordEvidence } from '../../model/signal-evidence.js';
import { formatInstant } from '../../model/time.js';
import { compareRecords, type EvidenceCollector, type FirstRecord } from './evidence-collector.js';

const MOST_RECORDS = 20;

/**
 * The records to look at first: of each origin, those with the most new items first, the first retrieval of its items,
 * the new ones first; and the first failure of each error code.
 */
export function tellingRecords(
  collected: EvidenceCollector,
  itemOrder: readonly number[],
  itemPlaces: ReadonlyMap<number, number>,
  originPlaces: ReadonlyMap<number, number>,
): RecordEvidence[] {
  const candidates: { readonly record: FirstRecord; readonly item: number }[] = [];
  const byOrigin = [...originPlaces].sort(([, a], [, b]) => a - b).map(([origin]) => origin);
  const share = Math.max(
    1,
    Math.floor((MOST_RECORDS - collected.firstErrors.size) / Math.max(1, byOrigin.length)),
  );
  const errors = [...collected.firstErrors.values()].sort(compareRecords).slice(0, MOST_RECORDS / 4);
  for (const record of errors) candidates.push({ record, item: -1 });
  const rest: typeof candidates = [];
  for (const origin of byOrigin) {
    const { items } = collected.origins[origin]!;
    const records = itemOrder
      .filter((item) => items.has(item))
      .map((item) => ({ record: collected.items[item]!.firstOf.get(origin)!, item }));
    candidates.push(...records.slice(0, share));
    rest.push(...records.slice(share));
  }
  const chosen = new Map<string, { readonly record: FirstRecord; readonly item: number }>();
  for (const one of [...candidates, ...rest]) {
    if (chosen.size >= MOST_RECORDS) break;
    const key = `${one.record.eventID} ${one.record.object} ${one.record.time}`;
    if (!chosen.has(key)) chosen.set(key, one);
  }
  return [...chosen.values()]
    .sort((a, b) => compareRecords(a.record, b.record))
    .map(({ record, item }) => ({
      eventID: record.eventID,
      time: formatInstant(record.time),
      eventName: record.eventName,
      object: record.object,
      origin: originPlaces.get(record.origin) ?? -1,
      item: itemPlaces.get(item) ?? -1,
      error: record.error,
    }));
}
