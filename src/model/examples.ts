/** One address for each reason: the least, so that it does not depend on the order of a listing or of threads. */
export class Examples<Reason extends string> {
  readonly #least: Partial<Record<Reason, string>> = {};

  note(reason: Reason, uri: string): void {
    const known = this.#least[reason];
    if (known === undefined || uri < known) this.#least[reason] = uri;
  }

  /** By reason; absent where none was noted. */
  get all(): Readonly<Partial<Record<Reason, string>>> {
    return this.#least;
  }
}
