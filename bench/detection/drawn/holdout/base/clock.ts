interface Due {
  readonly time: number;
  readonly turn: number;
  readonly run: (time: number) => void;
}

/** Runs what was planned in order of time; what runs may plan more. Whatever is due after the end never runs. */
export class Clock {
  readonly #heap: Due[] = [];
  #turn = 0;
  /** Time of what runs. */
  now = 0;

  constructor(
    readonly start: number,
    readonly end: number,
  ) {}

  at(time: number, run: (time: number) => void): void {
    const due = { time: Math.floor(time), turn: this.#turn++, run };
    if (due.time < this.start || due.time >= this.end) return;
    let at = this.#heap.push(due) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(due, this.#heap[parent]!)) break;
      this.#heap[at] = this.#heap[parent]!;
      at = parent;
    }
    this.#heap[at] = due;
  }

  run(): void {
    for (let due = this.#pop(); due !== undefined; due = this.#pop()) {
      this.now = due.time;
      due.run(due.time);
    }
  }

  #pop(): Due | undefined {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      const right = this.#heap[child + 1];
      if (right !== undefined && isBefore(right, this.#heap[child]!)) child++;
      if (child >= this.#heap.length || !isBefore(this.#heap[child]!, last)) break;
      this.#heap[at] = this.#heap[child]!;
      at = child;
    }
    this.#heap[at] = last;
    return first;
  }
}

function isBefore(a: Due, b: Due): boolean {
  return a.time < b.time || (a.time === b.time && a.turn < b.turn);
}
