import { STATUSES } from '../model/signal.js';
import { z } from 'zod';
import { filledText, flag, mustBe, oneOf, shape, text, texts, anyList, wholeNumber } from './schema-parts.js';
import { trailspikeSchema } from './trailspike-schema.js';

const BUCKET_DURATIONS = [300, 600, 900, 1800, 3600, 10800];
const LEARNING_HOURS = [1, 6, 12, 24, 48, 168, 336];
const TOLERANCES = [1, 2, 3, 4, 5] as const;
const WINDOWS = [0, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400];
const RULE_TYPES = [
  'log_detection',
  'application_security',
  'api_security',
  'workload_security',
  'workload_activity',
] as const;
const AGGREGATIONS = [
  'count',
  'cardinality',
  'sum',
  'max',
  'new_value',
  'geo_data',
  'event_count',
  'none',
] as const;
const DATA_SOURCES = [
  'logs',
  'audit',
  'app_sec_spans',
  'spans',
  'security_runtime',
  'network',
  'events',
  'security_signals',
] as const;

const query = z.looseObject(
  {
    name: text.optional(),
    query: filledText,
    aggregation: oneOf(AGGREGATIONS).optional(),
    distinctFields: texts.optional(),
    metric: z.unknown().optional(),
    metrics: z.unknown().optional(),
    groupByFields: texts.optional(),
    hasOptionalGroupByFields: flag.optional(),
    dataSource: oneOf(DATA_SOURCES).optional(),
    customQueryExtension: text.optional(),
  },
  shape,
);

const ruleCase = z.looseObject(
  { status: oneOf(STATUSES), name: text.optional(), condition: text.optional() },
  shape,
);

const anomalyDetectionOptions = z.looseObject(
  {
    bucketDuration: oneOf(BUCKET_DURATIONS).optional(),
    learningDuration: oneOf(LEARNING_HOURS).optional(),
    detectionTolerance: oneOf(TOLERANCES).optional(),
    instantaneousBaseline: flag.optional(),
    learningPeriodBaseline: wholeNumber(0).optional(),
  },
  shape,
);

const options = z.looseObject(
  {
    detectionMethod: oneOf(['anomaly_detection', 'threshold', 'new_value']),
    evaluationWindow: oneOf(WINDOWS).optional(),
    keepAlive: oneOf(WINDOWS).optional(),
    maxSignalDuration: oneOf(WINDOWS).optional(),
    decreaseCriticalityBasedOnEnv: flag.optional(),
    anomalyDetectionOptions: anomalyDetectionOptions.optional(),
    newValueOptions: z.unknown().optional(),
  },
  shape,
);

/**
 * The shape of a Datadog anomaly detection rule, as the Datadog API accepts and returns it. Other keys are allowed
 * and ignored. The settings of Trailspike are under `trailspike`, where an unknown key is an error.
 */
export const ruleSchema = z.looseObject(
  {
    id: filledText.optional(),
    name: filledText,
    isEnabled: flag,
    message: text,
    type: oneOf(RULE_TYPES).optional(),
    tags: texts.optional(),
    options,
    queries: z
      .array(query, mustBe('a list of one query'))
      .length(1, { error: ({ input }) => `has ${sizeOf(input)} queries; allowed: exactly 1` }),
    cases: z
      .array(ruleCase, mustBe('a list of cases'))
      .min(1, { error: 'is empty; allowed: at least one case' }),
    groupSignalsBy: texts.optional(),
    filters: z
      .array(
        z.looseObject({ action: oneOf(['require', 'suppress']), query: text }, shape),
        mustBe('a list of filters'),
      )
      .optional(),
    referenceTables: anyList.nullish(),
    calculatedFields: anyList.nullish(),
    thirdPartyCases: anyList.nullish(),
    schedulingOptions: z.unknown().optional(),
    trailspike: trailspikeSchema.optional(),
  },
  shape,
);

/** A rule file whose shape is valid. */
export type RuleJson = z.infer<typeof ruleSchema>;

function sizeOf(input: unknown): number {
  return Array.isArray(input) ? input.length : 0;
}
