import type { HistogramCounts } from './histogram-counts.js';

/** The stages of a run that are timed, with one histogram each. */
export const STAGES = [
  'list',
  'first-byte',
  'body',
  'queue-wait',
  'inflate',
  'match',
  'route',
  'ingest',
  'snapshot',
  'evaluate',
] as const;
export type Stage = (typeof STAGES)[number];

/** CloudTrail's own latency: from an event to the delivery of its object, in seconds. */
export const DELIVERY_LAG = 'delivery-lag';
export type Series = Stage | typeof DELIVERY_LAG;

/** What a thread recorded, as it crosses threads: microseconds for stages, seconds for the delivery lag. */
export type EncodedLatency = Partial<Record<Series, HistogramCounts>>;
