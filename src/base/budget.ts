/**
 * A counted allowance (bytes, places) that async work takes from and gives back to: back-pressure. Waiters are
 * served in order. A request above the whole allowance is cut to it, so that one huge object still passes, alone.
 */
export class Budget {
  readonly limit: number;
  #free: number;
  #failure: Error | undefined;
  readonly #waiting: {
    readonly amount: number;
    readonly resolve: () => void;
    readonly reject: (reason: unknown) => void;
  }[] = [];

  constructor(limit: number) {
    this.limit = limit;
    this.#free = limit;
  }

  /** Whether somebody waits for what is not free. */
  get isWaitedFor(): boolean {
    return this.#waiting.length > 0;
  }

  /** Amount taken and not given back. */
  get taken(): number {
    return this.limit - this.#free;
  }

  /**
   * Waits for `amount`, at least 0.
   * @returns what was really taken; give exactly that back.
   */
  async take(amount: number): Promise<number> {
    if (this.#failure !== undefined) throw this.#failure;
    const taken = this.takeNow(amount);
    if (taken !== undefined) return taken;
    const wanted = Math.min(amount, this.limit);
    await new Promise<void>((resolve, reject) => this.#waiting.push({ amount: wanted, resolve, reject }));
    return wanted;
  }

  /**
   * Takes `amount` if nobody has to wait for it.
   * @returns what was really taken; `undefined` when that would take waiting.
   */
  takeNow(amount: number): number | undefined {
    const wanted = Math.min(amount, this.limit);
    if (this.#failure !== undefined || this.#waiting.length > 0 || this.#free < wanted) return undefined;
    this.#free -= wanted;
    return wanted;
  }

  give(amount: number): void {
    this.#free += amount;
    for (
      let next = this.#waiting[0];
      next !== undefined && this.#free >= next.amount;
      next = this.#waiting[0]
    ) {
      this.#waiting.shift();
      this.#free -= next.amount;
      next.resolve();
    }
  }

  /** Ends all waiting, now and later, with an error. */
  fail(reason: Error): void {
    this.#failure = reason;
    for (const waiter of this.#waiting.splice(0)) waiter.reject(reason);
  }
}
