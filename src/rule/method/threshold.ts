import { queryName } from '../query-name.js';
import type { Threshold } from '../rule.js';
import type { RuleJson } from '../rule-schema.js';
import { withoutTrailspike } from './without-trailspike.js';
import type { DetectionMethod } from './detection-method.js';

/** Seconds. Windows up to this long are counted in buckets of a minute, longer ones in buckets of five. */
const LONGEST_FINE_WINDOW = 3600;
const MINUTE = 60;

const QUERY_FIRST = /^(\S+?)\s*(>=?)\s*(\d+)$/;
const NUMBER_FIRST = /^(\d+)\s*(<=?)\s*(\S+)$/;

/**
 * Signals where a group has so many events, or distinct values, in a sliding window. The first case of the rule that
 * matches gives the status. Windows are made of whole buckets; Datadog's evaluation window of 0, each event by itself,
 * is one bucket.
 */
export const THRESHOLD: DetectionMethod = {
  name: 'threshold',
  aggregations: ['count', 'cardinality'],
  durations({ options }) {
    const evaluationWindow = options.evaluationWindow || MINUTE;
    const bucketDuration = evaluationWindow <= LONGEST_FINE_WINDOW ? MINUTE : 5 * MINUTE;
    const keepAlive = Math.max(options.keepAlive ?? evaluationWindow, bucketDuration);
    const maxSignalDuration = Math.max(options.maxSignalDuration ?? 86_400, keepAlive);
    return { bucketDuration, evaluationWindow, keepAlive, maxSignalDuration };
  },
  distinctFields: ({ queries }) => queries[0]!.distinctFields ?? [],
  caseOf(json, index) {
    const { status } = json.cases[index]!;
    return thresholdOf(json, index) === undefined ? undefined : { status, percentile: 0 };
  },
  conditions: (json) =>
    `absent, or a whole number compared with the query '${queryName(json)}', such as 'a > 5'`,
  issues: withoutTrailspike,
  parts: (json, cases) => ({ analyses: [], thresholds: thresholdsOf(json, cases.length) }),
};

/** The thresholds that can be the first to match: a later one that is not lower cannot. */
function thresholdsOf(json: RuleJson, count: number): Threshold[] {
  const thresholds: Threshold[] = [];
  for (let caseIndex = 0; caseIndex < count; caseIndex++) {
    const atLeast = thresholdOf(json, caseIndex)!;
    if (thresholds.every((earlier) => atLeast < earlier.atLeast)) thresholds.push({ atLeast, caseIndex });
  }
  return thresholds;
}

/** What a window must hold at least for a case. */
function thresholdOf(json: RuleJson, index: number): number | undefined {
  const condition = json.cases[index]!.condition?.trim() ?? '';
  if (condition === '') return 1;
  const queryFirst = QUERY_FIRST.exec(condition);
  const numberFirst = queryFirst ? null : NUMBER_FIRST.exec(condition);
  const query = queryFirst?.[1] ?? numberFirst?.[3];
  const number = Number(queryFirst?.[3] ?? numberFirst?.[1]);
  const isStrict = [queryFirst?.[2], numberFirst?.[2]].some((sign) => sign === '>' || sign === '<');
  if (query !== queryName(json)) return undefined;
  return isStrict ? number + 1 : Math.max(1, number);
}
