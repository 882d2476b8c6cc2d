type Callback = () => Promise<void> | void;

/**
 * Collects what must be ended later. It is the part of the standard's `AsyncDisposableStack` that this program
 * needs; Node 20 and 22 do not have that class.
 */
export class DisposableStack {
  readonly #callbacks: Callback[] = [];

  /** Adds a callback that ends something. */
  defer(callback: Callback): void {
    this.#callbacks.push(callback);
  }

  /**
   * Calls every callback once, the last added first, also when one of them throws.
   * @throws the first error, after all callbacks were called
   */
  async [Symbol.asyncDispose](): Promise<void> {
    const errors: unknown[] = [];
    for (const callback of this.#callbacks.splice(0).reverse()) {
      try {
        await callback();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}

/**
 * Runs work that opens things. If the work fails, everything that it deferred is ended and its own error is
 * thrown, even when ending fails too. If it succeeds, nothing is ended: the result owns the stack.
 */
export async function disposeOnFailure<Result>(
  work: (stack: DisposableStack) => Promise<Result>,
): Promise<Result> {
  const stack = new DisposableStack();
  try {
    return await work(stack);
  } catch (error) {
    await stack[Symbol.asyncDispose]().catch(() => undefined); // a later error must not hide the cause
    throw error;
  }
}

/**
 * The error that came first. When a block of `await using` fails and the disposal after it fails too, JavaScript
 * throws a `SuppressedError` that has the first error inside.
 */
export function firstError(error: unknown): unknown {
  return error instanceof Error && error.name === 'SuppressedError' && 'suppressed' in error
    ? firstError(error.suppressed)
    : error;
}
