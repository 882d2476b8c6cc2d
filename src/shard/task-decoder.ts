import { decodeObject, decoderKind, type DecodeOptions, type StageClock } from '../decode/decode-object.js';
import { DELIVERY_LAG, type EncodedLatency } from '../metrics/stages.js';
import { TallyCounter } from '../metrics/tally.js';
import { unreadOutcome, type ObjectOutcome } from '../model/coverage.js';
import type { Retrieval } from '../model/retrieval.js';
import { selectionOf } from '../rule/select-events.js';
import { FileLoader } from '../source/file-loader.js';
import { ObjectReadError } from '../source/source.js';
import { BatchRouter } from './batch.js';
import { packOutcomes } from './packed-outcomes.js';
import type { DecodeBusy, DecodeReply, DecodeSetup, DecodeTask } from './protocol.js';

/** The work of a decode thread: objects to outcomes and packed batches. Keeps only memory between tasks. */
export class TaskDecoder {
  readonly #options: DecodeOptions;
  readonly #shards: number;
  readonly #loader = new FileLoader();

  constructor(setup: DecodeSetup) {
    this.#options = { ...setup, selection: selectionOf(setup.events, setup.exclusions) };
    this.#shards = setup.shards;
  }

  async decode(task: DecodeTask): Promise<DecodeReply> {
    const started = performance.now();
    const router = new BatchRouter(this.#shards);
    const outcomes: ObjectOutcome[] = [];
    const lags = new TallyCounter();
    const clock = new TaskClock();
    let deliveredAt = 0;
    const sink = (retrieval: Retrieval): void => {
      router.add(retrieval);
      if (deliveredAt > 0) lags.add(deliveredAt - retrieval.time);
    };
    for (const body of task.kind === 'files' ? this.#files(task, clock) : bodies(task)) {
      deliveredAt = task.deliveredAt[outcomes.length]!;
      if (body instanceof ObjectReadError) {
        outcomes.push(unreadOutcome(body.reason, body.message));
        continue;
      }
      const outcome = decodeObject(body, this.#options, sink, clock);
      outcomes.push(outcome instanceof Promise ? await outcome : outcome);
    }
    const routing = performance.now();
    const batches = router.pack();
    const ended = performance.now();
    return {
      outcomes: packOutcomes(outcomes),
      batches,
      latency: { ...clock.tallies(), [DELIVERY_LAG]: lags.pack() },
      busy: { ...clock.busy, route: ended - routing, total: ended - started },
      decoder: decoderKind(),
    };
  }

  *#files(
    { paths, sizes, versions }: Extract<DecodeTask, { kind: 'files' }>,
    clock: TaskClock,
  ): Generator<Uint8Array | ObjectReadError> {
    for (let index = 0; index < paths.length; index++) {
      const started = performance.now();
      let body: Uint8Array | ObjectReadError;
      try {
        body = this.#loader.load({ path: paths[index]!, size: sizes[index]!, version: versions[index]! });
        clock.record('read', performance.now() - started);
      } catch (error) {
        if (!(error instanceof ObjectReadError)) throw error;
        body = error;
      }
      yield body;
    }
  }
}

function* bodies({ bodies, sizes }: Extract<DecodeTask, { kind: 'bodies' }>): Generator<Uint8Array> {
  let offset = 0;
  for (const size of sizes) {
    yield bodies.subarray(offset, offset + size);
    offset += size;
  }
}

/** Where the time of a task goes: as tallies, in whole microseconds an object, and in sum. */
class TaskClock implements StageClock {
  readonly #tallies = { body: new TallyCounter(), inflate: new TallyCounter(), match: new TallyCounter() };
  readonly busy: Omit<DecodeBusy, 'total'> = { read: 0, inflate: 0, match: 0, extract: 0, route: 0 };

  record(stage: 'read' | 'inflate' | 'match' | 'extract', milliseconds: number): void {
    this.busy[stage] += milliseconds;
    if (stage !== 'extract') this.#tallies[stage === 'read' ? 'body' : stage].add(milliseconds * 1000);
  }

  tallies(): EncodedLatency {
    const { body, inflate, match } = this.#tallies;
    return { body: body.pack(), inflate: inflate.pack(), match: match.pack() };
  }
}
