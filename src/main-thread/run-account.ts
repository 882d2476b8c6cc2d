import { LatencyRecorder } from '../metrics/latency.js';
import { emptyCoverage } from '../model/coverage.js';
import { GapHours } from '../integrity/gap-hours.js';
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
  readonly progress: Progress;

  /** @param progress written during the run. @default a new one */
  constructor(progress = new Progress()) {
    this.progress = progress;
  }
}
