/** What a running task can do besides reading its store. */
export interface TaskOutlet<Task, Item> {
  /** Passes items to the consumer; resolves when there is room for more. @throws when the stream was stopped */
  emit(items: readonly Item[]): Promise<void>;
  /** Adds a task that runs before those that already wait (depth first keeps their number small). */
  next(task: Task): void;
  /** Adds a task that runs after all those that already wait. */
  later(task: Task): void;
  /** Aborted when the items are no longer wanted. */
  readonly signal: AbortSignal;
}

export interface TaskStreamOptions {
  /** Most tasks running at once. */
  readonly concurrency: number;
  /** Batches of items that may wait for the consumer. @default concurrency */
  readonly buffer?: number;
  readonly signal: AbortSignal;
}

/**
 * Runs tasks, which may add further tasks, many at a time, and yields what they emit as one stream. When the consumer
 * pauses, so do the tasks: at most `buffer` batches wait for it, and one more in each task. A failed task ends the
 * stream with its error, an aborted signal with its reason. Whether the stream ends by itself, with an error, an abort
 * or an early `return()`, every task has settled by then.
 */
export async function* streamTasks<Task, Item>(
  first: readonly Task[],
  run: (task: Task, outlet: TaskOutlet<Task, Item>) => Promise<void>,
  options: TaskStreamOptions,
): AsyncGenerator<Item, void, undefined> {
  options.signal.throwIfAborted();
  const stop = new AbortController();
  const capacity = options.buffer ?? options.concurrency;
  const waiting: Task[] = [...first].reverse();
  const running = new Set<Promise<void>>();
  const batches: (readonly Item[])[] = [];
  const blocked: (() => void)[] = [];
  let wake: (() => void) | undefined;
  const failures: unknown[] = [];

  const isStopped = (): boolean => stop.signal.aborted;
  const halt = (): void => {
    stop.abort(options.signal.reason);
    blocked.splice(0).forEach((resume) => resume());
    wake?.();
  };
  const outlet: TaskOutlet<Task, Item> = {
    signal: stop.signal,
    emit: async (items) => {
      stop.signal.throwIfAborted();
      if (items.length === 0) return;
      batches.push(items);
      wake?.();
      if (batches.length <= capacity) return;
      await new Promise<void>((resume) => blocked.push(resume));
      stop.signal.throwIfAborted();
    },
    next: (task) => {
      waiting.push(task);
      start();
    },
    later: (task) => {
      waiting.unshift(task);
      start();
    },
  };
  const attempt = async (task: Task): Promise<void> => {
    await Promise.resolve(); // so that this task counts as running when it adds others
    if (isStopped()) return;
    try {
      await run(task, outlet);
    } catch (error) {
      if (isStopped()) return; // the result of `stop.abort`
      failures.push(error);
      halt();
    }
  };
  const start = (): void => {
    while (running.size < options.concurrency && waiting.length > 0 && !isStopped()) {
      const task: Promise<void> = attempt(waiting.pop()!).then(() => {
        running.delete(task);
        start();
        if (running.size === 0) wake?.();
      });
      running.add(task);
    }
  };

  options.signal.addEventListener('abort', halt, { once: true });
  try {
    start();
    for (;;) {
      if (failures.length > 0) throw failures[0];
      options.signal.throwIfAborted();
      const batch = batches.shift();
      if (batch !== undefined) {
        blocked.shift()?.();
        for (const item of batch) {
          yield item;
          options.signal.throwIfAborted();
        }
      } else if (running.size === 0) {
        return;
      } else {
        await new Promise<void>((resolve) => (wake = resolve));
        wake = undefined;
      }
    }
  } finally {
    options.signal.removeEventListener('abort', halt);
    halt();
    await Promise.all(running);
  }
}
