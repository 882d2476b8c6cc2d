import type { ListPlan, SourceObject } from './source.js';
import type { Store } from './store.js';
import { streamTasks } from './task-stream.js';

export function walkLayout(
  store: Store,
  root: string,
  _plan: ListPlan,
  signal: AbortSignal,
): AsyncGenerator<SourceObject> {
  return streamTasks<string, SourceObject>(
    [root],
    async (prefix, outlet) => {
      for await (const objects of store.below(prefix, outlet.signal)) await outlet.emit(objects);
    },
    { concurrency: store.width, signal },
  );
}
