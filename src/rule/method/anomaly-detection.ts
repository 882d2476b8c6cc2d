import { CONDITION_EXAMPLES, parseCondition } from '../condition.js';
import { queryName } from '../query-name.js';
import type { DetectionMethod } from './detection-method.js';

/** Seconds. Datadog raises a shorter evaluation window of an anomaly detection rule to this value. */
const MIN_EVALUATION_WINDOW = 1800;

/** Signals where an identity deviates from its baseline. */
export const ANOMALY_DETECTION: DetectionMethod = {
  name: 'anomaly_detection',
  aggregations: ['count', 'cardinality'],
  durations({ options }) {
    const bucketDuration = options.anomalyDetectionOptions?.bucketDuration ?? 300;
    const evaluationWindow = Math.max(
      options.evaluationWindow ?? MIN_EVALUATION_WINDOW,
      MIN_EVALUATION_WINDOW,
      bucketDuration,
    );
    const keepAlive = options.keepAlive ?? Math.max(3600, evaluationWindow);
    const maxSignalDuration = options.maxSignalDuration ?? Math.max(86_400, keepAlive);
    return { bucketDuration, evaluationWindow, keepAlive, maxSignalDuration };
  },
  distinctFields: ({ queries }) => queries[0]!.distinctFields ?? [],
  caseOf(json, index) {
    const { status, condition } = json.cases[index]!;
    if (condition === undefined || condition.trim() === '') return { status, percentile: 0.995 };
    const parsed = parseCondition(condition);
    if (parsed?.query !== queryName(json)) return undefined;
    const { percentile } = parsed;
    return percentile >= 0.5 && percentile < 1 ? { status, percentile } : undefined;
  },
  conditions: (json) =>
    `absent, or a percentile from 50 to below 100 compared with the query '${queryName(json)}', such as ${CONDITION_EXAMPLES}`,
  issues: () => [],
  parts: (json) => ({
    analyses: [...new Set(json.trailspike?.analyses ?? (['volume'] as const))],
    thresholds: [],
  }),
};
