import { LatencyRecorder } from '../metrics/latency.js';
import { TrailspikeError } from '../model/errors.js';
import type {
  Compaction,
  LogPositions,
  ShardMessage,
  ShardReply,
  ShardRequest,
  ShardRequestKind,
  ShardResponses,
  ShardSetup,
} from '../wire/shard-messages.js';
import { isSystemError, systemError } from '../storage/write-error.js';
import { MeasureState } from './measure-state.js';

/** The state of one shard thread, and its responses to the main thread. Independent of threads itself. */
export class ShardState {
  readonly #latency = new LatencyRecorder();
  /** In the order of the measures of the setup. */
  readonly #measures: readonly MeasureState[];
  /** 0 until opened. */
  #epoch = 0;

  /** @param beat called for each file, frame, batch and profile that it works on: a sign of life. @default nothing */
  constructor(setup: ShardSetup, beat: () => void = () => undefined) {
    this.#measures = setup.measures.map((measure) => new MeasureState(setup, measure, this.#latency, beat));
  }

  handle(message: ShardMessage): ShardReply {
    const { epoch, request } = message;
    if (request.kind !== 'open' && epoch !== this.#epoch) return { kind: 'stale' };
    try {
      if (request.kind === 'open') this.#epoch = epoch;
      return { kind: 'response', response: this.#response(request) };
    } catch (thrown) {
      const error = isSystemError(thrown) ? systemError(thrown) : thrown;
      if (!(error instanceof TrailspikeError)) {
        return {
          kind: 'bug',
          stack: error instanceof Error ? (error.stack ?? error.message) : String(error),
        };
      }
      return { kind: 'refused', code: error.code, message: error.message, hint: error.hint };
    }
  }

  #response(request: ShardRequest): ShardResponses[ShardRequestKind] {
    switch (request.kind) {
      case 'open':
        for (const measure of this.#measures) measure.open(request.directories);
        return null;
      case 'ingest':
        this.#measures[request.measure]!.ingest(request.batches, this.#epoch);
        return this.#measures.reduce((sum, { logLength }) => sum + logLength, 0);
      case 'sync':
        return this.#sync();
      case 'compact':
        return this.#compact();
      case 'totals':
        return this.#measures.map((measure) => measure.totals());
      case 'organisation':
        return this.#measures[request.measure]!.organisation(request.evaluation);
      case 'evaluate':
        return this.#measures[request.measure]!.evaluate(request.evaluation, request.organisation);
      case 'counted':
        return this.#measures[request.measure]!.counted(request.signals);
      case 'known':
        return this.#measures[request.measure]!.known(request.requests);
      case 'activity':
        return this.#measures[request.measure]!.activity(request.request);
      case 'buckets':
        return this.#measures[request.measure]!.buckets(request.after, request.range, request.rule);
      case 'latency':
        return this.#latency.encode();
    }
  }

  #sync(): LogPositions {
    for (const measure of this.#measures) measure.sync();
    return Object.fromEntries(this.#measures.flatMap((measure) => [...measure.logs()]));
  }

  #compact(): Compaction {
    const parts = this.#measures.map((measure) => measure.compact());
    return {
      snapshots: parts.flatMap(({ snapshots }) => snapshots),
      retired: parts.flatMap(({ retired }) => retired),
    };
  }
}
