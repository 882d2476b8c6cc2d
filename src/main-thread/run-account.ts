import { randomUUID } from 'node:crypto';
import { LatencyRecorder } from '../metrics/latency.js';
import { emptyCoverage } from '../model/coverage.js';
import { GapHours } from '../integrity/gap-hours.js';
import { ProgressClock } from '../source/progress-clock.js';
import { FailureList } from './ingest/failure-list.js';
import { LossExamples } from './ingest/loss-examples.js';
import { UndatedObjects } from './ingest/undated-objects.js';
import { Progress } from './progress.js';
import { LeftOut } from './left-out.js';
import { TimingsRecorder } from './run-timings.js';

/** What a run counts and measures as it goes. Make one when the run begins: some times count from here. */
export class RunAccount {
  readonly coverage = emptyCoverage();
  readonly failures = new FailureList();
  readonly leftOut = new LeftOut(this.coverage);
  readonly examples = new LossExamples();
  readonly undated = new UndatedObjects();
  readonly gaps = new GapHours();
  readonly latency = new LatencyRecorder();
  readonly timings = new TimingsRecorder();
  /** Of all sources. */
  readonly requests = new ProgressClock();
  readonly progress: Progress;
  readonly id: string;
  /** Milliseconds of the epoch. */
  readonly startedAt = Date.now();

  /**
   * @param progress written during the run. @default a new one
   * @param id names the run. @default a new UUID
   */
  constructor(progress = new Progress(), id: string = randomUUID()) {
    this.progress = progress;
    this.progress.requests = this.requests;
    this.id = id;
  }
}
