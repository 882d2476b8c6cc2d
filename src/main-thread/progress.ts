import type { RequestCounts } from '../source/progress-clock.js';

/**
 * The phases of a run that can be shown, in their order, and what each counts. A phase is added here, and begun with
 * `Progress.begin`.
 */
export const PHASES = {
  loading: 'states',
  listing: 'objects',
  sampling: 'objects',
  reading: 'objects',
  evaluating: 'identities',
  explaining: 'objects',
  following: 'objects',
  writing: 'files',
} as const;

export type Phase = keyof typeof PHASES;

/** How far a phase is, in its unit. */
export interface PhaseProgress {
  readonly phase: Phase;
  readonly unit: string;
  readonly done: number;
  /** `undefined` while it is not known. */
  readonly total: number | undefined;
  /** Share of the work that is done, 0 to 1; `undefined` while that is not known. */
  readonly share: number | undefined;
  /** What is done in a second, over the whole phase so far. */
  readonly rate: number;
  /** Seconds left at the rate so far; `undefined` while that is not known. */
  readonly secondsLeft: number | undefined;
}

const NO_REQUESTS: RequestCounts = { retried: 0, throttled: 0 };

/** How far a run is. The run writes it; read it to show it. */
export class Progress {
  phase: Phase = 'reading';
  /** Objects listed so far, wanted or not. */
  found = 0;
  /** Objects listed and wanted so far. */
  wanted = 0;
  /** Compressed bytes of the objects wanted so far, as far as their size was listed. */
  wantedBytes = 0;
  /** Whether the listing has ended, so that `wanted` is final. */
  listed = false;
  /** Objects finished, those of earlier runs included. */
  finished = 0;
  /** Compressed bytes of the objects finished. */
  finishedBytes = 0;
  /** Objects finished by an earlier run. */
  alreadyProcessed = 0;
  /** Compressed bytes of objects finished by an earlier run. */
  alreadyProcessedBytes = 0;
  /** Compressed bytes of objects read in this run. */
  bytes = 0;
  /** Retrievals found in this run, duplicates included. */
  retrievals = 0;
  /** Requests to the source that did not succeed at once, so far. */
  requests: RequestCounts = NO_REQUESTS;
  readonly started = performance.now();
  /** Of the phases after reading. */
  #total: number | undefined;
  #done: () => number = () => 0;
  #phaseStarted = this.started;

  /**
   * Begins a phase after reading.
   * @param total of what it will do, in its unit. @default not known
   * @param done says how much of that is done; asked whenever the progress is shown
   */
  begin(phase: Phase, total?: number, done: () => number = () => 0): void {
    this.phase = phase;
    this.#total = total;
    this.#done = done;
    this.#phaseStarted = performance.now();
  }

  get seconds(): number {
    return (performance.now() - this.started) / 1000;
  }

  /**
   * Seconds left of reading at the rate so far: by bytes where the listing says them, else by objects; `undefined` while
   * the listing continues or this run has finished nothing.
   */
  get secondsLeft(): number | undefined {
    const done = this.finished - this.alreadyProcessed;
    if (!this.listed || done === 0) return undefined;
    const doneBytes = this.finishedBytes - this.alreadyProcessedBytes;
    return doneBytes > 0
      ? ((this.wantedBytes - this.finishedBytes) * this.seconds) / doneBytes
      : ((this.wanted - this.finished) * this.seconds) / done;
  }

  /** How far the phase is that the run is in. Reading is `listing` until the first object is wanted. */
  get current(): PhaseProgress {
    if (this.phase !== 'reading') return this.#later();
    const seconds = Math.max(this.seconds, 0.001);
    if (this.wanted === 0 && !this.listed) {
      const done = this.found;
      return { ...EMPTY, phase: 'listing', unit: PHASES.listing, done, rate: done / seconds };
    }
    const { finished, alreadyProcessed, wanted, wantedBytes, finishedBytes, listed, secondsLeft } = this;
    const share = wantedBytes > 0 ? finishedBytes / wantedBytes : finished / Math.max(wanted, 1);
    return {
      phase: 'reading',
      unit: PHASES.reading,
      done: finished,
      total: listed ? wanted : undefined,
      share: listed ? share : undefined,
      rate: (finished - alreadyProcessed) / seconds,
      secondsLeft,
    };
  }

  #later(): PhaseProgress {
    const { phase } = this;
    const total = this.#total;
    const done = Math.min(this.#done(), total ?? Infinity);
    const seconds = Math.max((performance.now() - this.#phaseStarted) / 1000, 0.001);
    const left = total === undefined || done === 0 ? undefined : ((total - done) * seconds) / done;
    const share = total === undefined ? undefined : done / Math.max(total, 1);
    return { phase, unit: PHASES[phase], done, total, share, rate: done / seconds, secondsLeft: left };
  }
}

const EMPTY = { total: undefined, share: undefined, secondsLeft: undefined };
