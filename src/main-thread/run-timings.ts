import { performance, type EventLoopUtilization } from 'node:perf_hooks';
import type { DecoderUse } from '../decode/decoders.js';
import type { DecoderName } from '../decode/record-decoder.js';
import type { LatencyRecorder } from '../metrics/latency.js';
import type { DecodeReply } from '../wire/decode-messages.js';

/** Where the time of a run went, in seconds of the threads that did the work, without waiting. */
export interface RunTimings {
  /** Which decoder was tried first; null when no object was decoded. */
  readonly decoder: DecoderName | null;
  /** Why the fast-path decoder cannot be used here; null where it is used, or was switched off. */
  readonly fastPathUnavailable: string | null;
  readonly seconds: {
    /**
     * Decode threads: `read` files, `inflate` objects, `search` and split them, `extract` (parse and project)
     * records, `route` (pack batches).
     */
    readonly read: number;
    readonly inflate: number;
    /** With the reference decoder it includes `extract`. */
    readonly search: number;
    readonly extract: number;
    readonly route: number;
    /** Decode threads: fetching from S3, when they do that themselves. */
    readonly fetch: number;
    /** Decode threads: the rest of their work. */
    readonly decodeRest: number;
    /** Shard threads. */
    readonly ingest: number;
    readonly snapshot: number;
    readonly evaluate: number;
    /** Main thread, until the end of the evaluation: listing, fetching from S3, sending jobs, accounting. */
    readonly main: number;
  };
  /** CPU time of the whole process since it started. */
  readonly processCpuSeconds: number;
}

/** Collects the timings of a run. Make it when the run begins. */
export class TimingsRecorder {
  readonly #begun: EventLoopUtilization = performance.eventLoopUtilization();
  readonly #busy = { read: 0, inflate: 0, match: 0, extract: 0, route: 0, fetch: 0, total: 0 };
  #decoder: DecoderUse | null = null;

  add({ busy, decoder }: Pick<DecodeReply, 'busy' | 'decoder'>): void {
    this.#decoder = decoder;
    for (const part of Object.keys(this.#busy) as (keyof typeof busy)[]) this.#busy[part] += busy[part];
  }

  /** @param latency includes the latency of the shard threads */
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
