import { performance, type EventLoopUtilization } from 'node:perf_hooks';
import type { DecoderUse } from '../decode/decoders.js';
import type { DecoderName } from '../decode/record-decoder.js';
import type { LatencyRecorder } from '../metrics/latency.js';
import type { DecodeReply } from '../wire/decode-messages.js';

/** Where the time of a run went, as seconds of the threads that did the work, waiting left out. */
export interface RunTimings {
  /** How objects were decoded; null when there were none. */
  readonly decoder: DecoderName | null;
  /** Why the fast-path decoder cannot be used here; null where it is used, or was switched off. */
  readonly fastPathUnavailable: string | null;
  readonly seconds: {
    /** Decode threads: reading files, inflating, searching and splitting, parsing and projecting, packing batches. */
    readonly read: number;
    readonly inflate: number;
    /** With the reference decoder, parsing and projecting too. */
    readonly search: number;
    readonly extract: number;
    readonly route: number;
    /** Decode threads that fetch from S3 themselves: what that takes. */
    readonly fetch: number;
    /** What else decode threads did with their tasks. */
    readonly decodeRest: number;
    /** Shard threads. */
    readonly ingest: number;
    readonly snapshot: number;
    readonly evaluate: number;
    /** Main thread: listing, fetching from S3, handing out, accounting, up to the end of the evaluation. */
    readonly main: number;
  };
  /** CPU of the whole process since it began, its start included. */
  readonly processCpuSeconds: number;
}

/** Gathers a run's profile. Begin it when the run begins. */
export class TimingsRecorder {
  readonly #begun: EventLoopUtilization = performance.eventLoopUtilization();
  readonly #busy = { read: 0, inflate: 0, match: 0, extract: 0, route: 0, fetch: 0, total: 0 };
  #decoder: DecoderUse | null = null;

  add({ busy, decoder }: Pick<DecodeReply, 'busy' | 'decoder'>): void {
    this.#decoder = decoder;
    for (const part of Object.keys(this.#busy) as (keyof typeof busy)[]) this.#busy[part] += busy[part];
  }

  /** @param latency with that of the shard threads merged into it */
  timings(latency: LatencyRecorder): RunTimings {
    const { read, inflate, match, extract, route, fetch, total } = this.#busy;
    const { user, system } = process.cpuUsage();
    return {
      decoder: this.#decoder?.name ?? null,
      fastPathUnavailable: this.#decoder?.unavailable ?? null,
      seconds: {
        read: read / 1000,
        inflate: inflate / 1000,
        search: (match - extract) / 1000,
        extract: extract / 1000,
        route: route / 1000,
        fetch: fetch / 1000,
        decodeRest: (total - read - inflate - match - route - fetch) / 1000,
        ingest: latency.seconds('ingest'),
        snapshot: latency.seconds('snapshot'),
        evaluate: latency.seconds('evaluate'),
        main: performance.eventLoopUtilization(this.#begun).active / 1000,
      },
      processCpuSeconds: (user + system) / 1e6,
    };
  }
}
