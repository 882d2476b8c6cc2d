import { availableParallelism } from 'node:os';
import { TrailspikeError } from '../model/errors.js';
import type { IdentityMode } from '../model/identity.js';
import { DAY, formatInstant, HOUR, MAX_TIME, type TimeRange } from '../model/time.js';
import { type Measure, measuresOf } from '../rule/measure.js';
import type { Rule } from '../rule/rule.js';
import type { Suppression } from '../rule/suppression/suppression.js';
import { BUILT_IN_RULE } from '../rule/built-in.js';
import { LOGICAL_SHARDS } from '../wire/logical-shard.js';
import type { StateSettings } from './state/state-header.js';

/** Which events are evaluated, how, and over which history. */
export interface EvaluationOptions {
  /** The rules to evaluate, no two with the same id. The objects are read once for all. @default the built-in rule */
  readonly rules?: readonly Rule[];
  /** Which events are left out before counting, and which signals are marked. @default none */
  readonly suppressions?: readonly Suppression[];
  /** Events from this time on are evaluated, epoch seconds. @default 0 */
  readonly from?: number;
  /** Events before this time are evaluated, epoch seconds. @default the end of the data */
  readonly to?: number;
  /** How much history is read before `from`, seconds. @default 1_209_600, which is 14 days */
  readonly warmup?: number;
  /** Whether signals that disclose nothing (`info`) are results too, not only counted. @default false */
  readonly showInfo?: boolean;
  /** What counts as one identity: `userIdentity.arn`, or the role of a session. @default 'arn' */
  readonly identity?: IdentityMode;
  /** Shard threads, 1 to 64. @default one for every four cores; for a merge one for each core, at most 4 */
  readonly shards?: number;
  /** Names the run in its results and errors, not in what two runs have in common. @default a new UUID */
  readonly runId?: string;
  /** Stops the run. What is durable in its state stays. */
  readonly signal?: AbortSignal;
}

/** Objects are listed from this long before the wanted event times: their names give the minute of delivery. */
const SLACK_BEFORE = HOUR;
/**
 * And until this long after: delivery usually takes 5 to 15 minutes, sometimes hours (records of `addendum.reason`
 * DELIVERY_DELAY), and after an outage days.
 */
export const DEFAULT_DELIVERY_SLACK = 3 * DAY;

export const DEFAULT_WARMUP = 14 * DAY;

/** What is evaluated, by which rules, with all defaults filled in. */
export interface EvaluationPlan {
  readonly range: TimeRange;
  /** Earlier events are ignored, epoch seconds. */
  readonly historyFrom: number;
  readonly rules: readonly PlannedRule[];
  /** What is counted for them. */
  readonly measures: readonly Measure[];
  readonly suppressions: readonly Suppression[];
  readonly showInfo: boolean;
}

export interface PlannedRule {
  readonly rule: Rule;
  /** Index of its measure. */
  readonly measure: number;
}

/** @throws TrailspikeError E_USAGE for an option that is out of range, E_RULE for two rules with one id */
export function evaluationPlan(options: EvaluationOptions): EvaluationPlan {
  const { from = 0, to = MAX_TIME, warmup = DEFAULT_WARMUP } = options;
  for (const [name, seconds] of Object.entries({ from, to, warmup })) {
    if (!Number.isInteger(seconds) || seconds < 0 || seconds > MAX_TIME) {
      throw new TrailspikeError(
        'E_USAGE',
        `${name} must be whole seconds from 0 to ${MAX_TIME}, got ${seconds}`,
      );
    }
  }
  if (from >= to) {
    throw new TrailspikeError(
      'E_USAGE',
      `from (${formatInstant(from)}) must lie before to (${formatInstant(to)})`,
    );
  }
  const { rules = [BUILT_IN_RULE], suppressions = [], showInfo = false } = options;
  checkIds(rules);
  const { measures, ofRule } = measuresOf(rules, suppressions);
  return {
    range: { from, to },
    historyFrom: Math.max(0, from - warmup),
    rules: rules.map((rule, index) => ({ rule, measure: ofRule[index]! })),
    measures,
    suppressions,
    showInfo,
  };
}

function checkIds(rules: readonly Rule[]): void {
  if (rules.length === 0) throw new TrailspikeError('E_USAGE', 'no rule to evaluate');
  const names = new Map<string, string>();
  for (const { id, name } of rules) {
    const other = names.get(id);
    if (other !== undefined) {
      throw new TrailspikeError('E_RULE', `two rules have the id ${id}: "${other}" and "${name}"`, {
        hint: 'give each rule an id of its own, or give it once',
      });
    }
    names.set(id, name);
  }
}

/**
 * Delivery times of the objects that may hold the wanted events.
 * @param slack how late an event may be delivered, seconds
 */
export function deliveredRange(
  { range, historyFrom }: EvaluationPlan,
  slack = DEFAULT_DELIVERY_SLACK,
): TimeRange {
  if (!Number.isInteger(slack) || slack < 0 || slack > MAX_TIME) {
    throw new TrailspikeError(
      'E_USAGE',
      `deliverySlack must be whole seconds from 0 to ${MAX_TIME}, got ${slack}`,
    );
  }
  return {
    from: Math.max(0, historyFrom - SLACK_BEFORE),
    to: Math.min(MAX_TIME, range.to + slack),
  };
}

export function stateSettings(
  measures: readonly Measure[],
  identity: IdentityMode,
  accounts: readonly string[],
  regions: readonly string[],
  hashKey: string,
): StateSettings {
  return {
    measures: measures.map(({ key, events, exclusions, bucketDuration }) => ({
      key,
      query: events.query,
      distinctFields: [...events.distinctFields],
      groupBy: [...events.groupByFields, ...(events.hasOptionalGroupByFields ? ['(optional)'] : [])],
      failedCalls: events.failedCalls,
      exceptInvokedBy: [...events.exceptInvokedBy],
      exclusion: exclusions.length === 0 ? '' : JSON.stringify(exclusions),
      bucketDuration,
    })),
    identity,
    accounts: [...accounts].sort(),
    regions: [...regions].sort(),
    hashKey,
  };
}

export function threadCount(asked: number | undefined): number {
  const threads = asked ?? Math.max(1, availableParallelism() - 1);
  if (!Number.isInteger(threads) || threads < 1 || threads > 1024) {
    throw new TrailspikeError('E_USAGE', `threads must be a whole number from 1 to 1024, got ${threads}`);
  }
  return threads;
}

/** Which threads fetch objects from S3: the main thread or the decode threads. */
export const FETCH = ['main', 'threads'] as const;
export type Fetch = (typeof FETCH)[number];

/** How many decode threads the main thread can feed from S3 when objects are as large as CloudTrail makes them. */
const FED_BY_MAIN = 2;

export function whoFetches(asked: Fetch | undefined, threads: number): Fetch {
  if (asked !== undefined && !FETCH.includes(asked)) {
    throw new TrailspikeError('E_USAGE', `fetch must be one of ${FETCH.join(', ')}, got ${asked as string}`);
  }
  return asked ?? (threads > FED_BY_MAIN ? 'threads' : 'main');
}

/** A scan has one for every four cores, because the others decode. */
export const SCAN_SHARDS = Math.ceil(availableParallelism() / 4);
/** A merge has nothing else to do, but each of its shard threads has a logical shard in memory. */
export const MERGE_SHARDS = Math.min(4, availableParallelism());

export function shardCount(asked: number | undefined, usual = SCAN_SHARDS): number {
  const shards = asked ?? usual;
  if (!Number.isInteger(shards) || shards < 1 || shards > LOGICAL_SHARDS) {
    throw new TrailspikeError(
      'E_USAGE',
      `shards must be a whole number from 1 to ${LOGICAL_SHARDS}, got ${shards}`,
    );
  }
  return shards;
}
