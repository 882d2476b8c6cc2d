import type { ProgressClock } from '../progress-clock.js';
import type { Time } from './time.js';

/** Attempts at a request while others get on: half a minute of pauses. */
const ATTEMPTS = 8;
/** Fewer where each takes long. */
const LONG_ATTEMPTS = 3;
const LONG_MS = 60_000;
/** How long a request is asked to slow down while others get on. */
const THROTTLED_MS = 4 * 60_000;

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/**
 * What failed: `answer`: what the server sent, it being there; `server`: it is not there or not well; `slowDown`: it asks
 * for fewer requests.
 */
export type Failing = 'answer' | 'server' | 'slowDown';

/**
 * - `again`: after a pause;
 * - `probe`: the same; and whether the server answers others must be found out, because no other request says it;
 * - `giveUp`: others get on, this one does not;
 * - `unavailable`: none gets on, and has not for too long.
 */
export type Verdict = 'again' | 'probe' | 'giveUp' | 'unavailable';

/**
 * How long one request is tried. As long as no request of the run gets on, the clock decides, and not the number of
 * attempts: an outage passes. While others get on, it is this request that fails, and a few attempts are enough.
 */
export class Patience {
  readonly #time: Time;
  readonly #progress: ProgressClock;
  readonly #retryFor: number;
  readonly #began: number;
  #attempts = 0;
  /** Attempts that an answer made fail, and when the first of them began. */
  #answers = 0;
  #answersBegan: number | undefined;
  #failedAt: number;
  /** Answers that were no list, as far as one was asked for. */
  #malformed = 0;

  /** @param retryFor milliseconds without any progress of the run after which no attempt follows */
  constructor(time: Time, progress: ProgressClock, retryFor: number) {
    this.#time = time;
    this.#progress = progress;
    this.#retryFor = retryFor;
    this.#began = time.now();
    this.#failedAt = this.#began;
  }

  get attempts(): number {
    return this.#attempts;
  }

  /** Counts an answer that cannot be right. @returns how many there were */
  countMalformed(): number {
    return ++this.#malformed;
  }

  /** After an attempt that failed and may pass. */
  afterFailure(failing: Failing): Verdict {
    this.#attempts++;
    if (failing === 'answer') {
      this.#answers++;
      this.#answersBegan ??= this.#failedAt;
    }
    this.#failedAt = this.#time.now();
    return this.verdict(failing);
  }

  /** The same again, when other requests may have got on since. */
  verdict(failing: Failing): Verdict {
    const now = this.#time.now();
    // A server that sends something is there: no clock is needed. What failed while it was not there does not count.
    if (failing === 'answer')
      return hasTried(this.#answers, now - (this.#answersBegan ?? now)) ? 'giveUp' : 'again';
    const age = now - this.#began;
    const isEnough = hasTried(this.#attempts, age) && (failing !== 'slowDown' || age >= THROTTLED_MS);
    const progressAt = this.#progress.at;
    // First: others that got on long ago say nothing of now, and a list is tried on where an object is given up.
    if (now - (progressAt === 0 ? this.#began : progressAt) >= this.#retryFor) return 'unavailable';
    if (!isEnough) return 'again';
    return progressAt > this.#began ? 'giveUp' : 'probe';
  }

  /** How long to pause before the next attempt, milliseconds: twice as long each time, and by chance up to half of that. */
  pause(): number {
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#attempts);
    return longest * (0.5 + 0.5 * Math.random());
  }
}

function hasTried(attempts: number, took: number): boolean {
  return attempts >= ATTEMPTS || (attempts >= LONG_ATTEMPTS && took >= LONG_MS);
}
