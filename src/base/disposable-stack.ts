/** What has to be closed at the end of a run, in whatever way it ends. */
export class DisposableStack {
  readonly #cleanup: (() => Promise<void> | void)[] = [];

  add(close: () => Promise<void> | void): void {
    this.#cleanup.push(close);
  }

  /** Closes all, the last one first, even when one of them throws. @throws the first error, at the end */
  async close(): Promise<void> {
    const errors: unknown[] = [];
    for (const close of this.#cleanup.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
