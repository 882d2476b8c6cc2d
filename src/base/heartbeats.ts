/**
 * When each thread of this process that is at work last gave a sign of life: an entry for each thread id, modulo
 * their number, in seconds of a clock that all threads share; -1 for a thread that is idle, 0 for one that has not started.
 */
export type Heartbeats = Int32Array<SharedArrayBuffer>;

/** More than threads ever live at once. */
const ENTRIES = 1 << 12;
const BEAT_MS = 1000;
const IDLE = -1;

export function newHeartbeats(): Heartbeats {
  return new Int32Array(new SharedArrayBuffer(ENTRIES * Int32Array.BYTES_PER_ELEMENT));
}

/** Forgets a thread that has ended; its entry may be another one's later. */
export function forget(beats: Heartbeats, threadId: number): void {
  Atomics.store(beats, entryOf(threadId), 0);
}

/** Milliseconds since the last sign of life of a thread; 0 when it is idle, undefined before its first. */
export function silence(beats: Heartbeats, threadId: number): number | undefined {
  const last = Atomics.load(beats, entryOf(threadId));
  if (last === IDLE) return 0;
  return last === 0 ? undefined : (now() - last) * 1000;
}

/** The signs of life that a thread gives: each second while it is at work, unless something blocks it. */
export class Heart {
  readonly #beats: Heartbeats;
  readonly #entry: number;
  #works = 0;

  constructor(beats: Heartbeats, threadId: number) {
    this.#beats = beats;
    this.#entry = entryOf(threadId);
    this.beat();
    setInterval(() => this.beat(), BEAT_MS).unref();
  }

  /** Does some work; several may be under way. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#works++;
    this.beat();
    try {
      return await work();
    } finally {
      this.#works--;
      this.beat();
    }
  }

  /** Gives a sign of life, within work that lets no timer run. */
  beat(): void {
    Atomics.store(this.#beats, this.#entry, this.#works === 0 ? IDLE : now());
  }
}

/** Ids count up; that of a thread that has ended is -1. */
function entryOf(threadId: number): number {
  return threadId & (ENTRIES - 1);
}

/** Seconds since the machine started, at least 1. */
function now(): number {
  return process.hrtime()[0] + 1;
}
