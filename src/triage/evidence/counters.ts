import type { Counted } from '../../model/signal-evidence.js';

/** How often each of some texts occurred. */
export class Counter {
  readonly #counts = new Map<string, number>();

  add(value: string): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
  }

  get values(): readonly string[] {
    return [...this.#counts.keys()].sort();
  }

  /** The most frequent first, then by text. */
  counted(): Counted[] {
    return [...this.#counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }
}

/** A number of events, and when the first and the last was, epoch seconds. */
export class Span {
  count = 0;
  first = Infinity;
  last = -Infinity;

  /** @param counts whether the event is counted, or only its time */
  add(time: number, counts: boolean): void {
    if (counts) this.count++;
    this.first = Math.min(this.first, time);
    this.last = Math.max(this.last, time);
  }
}
