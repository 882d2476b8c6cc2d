import type { IdentityMode } from '../../model/identity.js';
import type { SignalEvidence } from '../../model/signal-evidence.js';
import type { ListPlan, Source } from '../../source/source.js';
import type { UndatedObjects } from '../ingest/undated-objects.js';
import type { EvaluationPlan } from '../options.js';
import type { Explained } from '../result.js';
import type { ShardPool } from '../threads/shard-pool.js';
import type { SearchOptions } from './searcher.js';

/** What explaining reads from. */
export interface ExplainInput {
  readonly sources: readonly Source[];
  /** Of the scan. */
  readonly listing: ListPlan;
  readonly evaluation: EvaluationPlan;
  readonly identityMode: IdentityMode;
  readonly shards: ShardPool;
  readonly searching: SearchOptions;
  /** As the scan found them. */
  readonly undated: UndatedObjects;
  /** How late records may be delivered, in steps (`slackSteps`), seconds. */
  readonly slack: readonly number[];
}

/** The evidence of some signals, in their order, and what it took. */
export interface Explanation {
  readonly evidence: readonly SignalEvidence[];
  readonly explained: Explained | null;
}

export const NOTHING_EXPLAINED: Explanation = { evidence: [], explained: null };
