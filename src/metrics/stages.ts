import type { HistogramCounts } from './histogram-counts.js';

/** Stages of a run that are timed, one histogram each. */
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

/** Not a stage of the run but of CloudTrail: from an event to the delivery of its object, in seconds. */
export const DELIVERY_LAG = 'delivery-lag';
export type Series = Stage | typeof DELIVERY_LAG;

/** What a thread has recorded, on its way to another: microseconds of stages, seconds of the delivery lag. */
export type EncodedLatency = Partial<Record<Series, HistogramCounts>>;
