import type { RuleJson } from '../rule-schema.js';
import { ANOMALY_DETECTION } from './anomaly-detection.js';
import type { DetectionMethod } from './detection-method.js';
import { NEW_VALUE } from './new-value.js';
import { THRESHOLD } from './threshold.js';

const METHODS = [ANOMALY_DETECTION, THRESHOLD, NEW_VALUE] as const satisfies readonly DetectionMethod[];

export function methodOf({ options }: RuleJson): DetectionMethod {
  return METHODS.find(({ name }) => name === options.detectionMethod) ?? ANOMALY_DETECTION;
}
