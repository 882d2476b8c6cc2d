import { TrailspikeError } from '../../model/errors.js';

export interface StallWatchParts {
  /** How long nothing may move, milliseconds. */
  readonly limit: number;
  /** Changes whenever something moves. */
  readonly motion: () => string;
  /** Names what is waited for. */
  readonly waitsFor: () => string;
  /** Called once, when nothing has moved for too long. */
  readonly stalled: (error: TrailspikeError) => void;
}

/**
 * Ends a run in which nothing moves any more, and keeps the process alive until then: whatever a run waits for, it makes
 * progress or ends.
 */
export class StallWatch {
  readonly #timer: NodeJS.Timeout;
  #last = '';
  /** Ticks without motion. */
  #still = 0;
  #hasStalled = false;

  constructor({ limit, motion, waitsFor, stalled }: StallWatchParts) {
    this.#timer = setInterval(
      () => {
        const now = motion();
        this.#still = now === this.#last ? this.#still + 1 : 0;
        this.#last = now;
        if (this.#still < TICKS || this.#hasStalled) return;
        this.#hasStalled = true;
        stalled(
          new TrailspikeError(
            'E_STALLED',
            `nothing has happened for ${lengthText(limit)}; the run waits for ${waitsFor()}`,
            {
              hint: 'Run again, with --state to go on from here.',
            },
          ),
        );
      },
      Math.max(1, limit / TICKS),
    );
  }

  get hasStalled(): boolean {
    return this.#hasStalled;
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

/** Times that it looks within the limit. A blocked or suspended process looks less often and ends later. */
const TICKS = 20;

function lengthText(milliseconds: number): string {
  return milliseconds >= 120_000
    ? `${Math.round(milliseconds / 60_000)} minutes`
    : `${milliseconds / 1000} seconds`;
}
