import { decodeObject, type DecodeOptions } from '../decode/decode-object.js';
import type { ObjectOutcome } from '../model/coverage.js';
import { selectionOf } from '../rule/select-events.js';
import { BatchRouter } from './batch.js';
import type { DecodeReply, DecodeSetup, DecodeTask } from './protocol.js';

const OPTIONS = new WeakMap<DecodeSetup, DecodeOptions>();

/** The same for every task of a thread, so its query is parsed once. */
function optionsOf(setup: DecodeSetup): DecodeOptions {
  let options = OPTIONS.get(setup);
  if (options === undefined) {
    options = { ...setup, selection: selectionOf(setup.events, setup.exclusions) };
    OPTIONS.set(setup, options);
  }
  return options;
}

/** The work of a decode thread: objects to outcomes and packed batches. Keeps nothing between tasks. */
export async function decodeTask(task: DecodeTask, setup: DecodeSetup): Promise<DecodeReply> {
  const options = optionsOf(setup);
  const router = new BatchRouter(setup.shards);
  const outcomes: ObjectOutcome[] = [];
  const inflate = new Float64Array(task.lengths.length);
  const match = new Float64Array(task.lengths.length);
  const lags: number[] = [];
  let offset = 0;
  for (const [index, length] of task.lengths.entries()) {
    const body = task.bodies.subarray(offset, offset + length);
    offset += length;
    const deliveredAt = task.deliveredAt[index]!;
    const outcome = await decodeObject(
      body,
      options,
      (retrieval) => {
        router.add(retrieval);
        if (deliveredAt > 0) lags.push(Math.max(0, deliveredAt - retrieval.time));
      },
      {
        record: (stage, milliseconds) => {
          (stage === 'inflate' ? inflate : match)[index]! += milliseconds;
        },
      },
    );
    outcomes.push(outcome);
  }
  const started = performance.now();
  const batches = router.pack();
  return {
    outcomes,
    batches,
    inflate,
    match,
    route: performance.now() - started,
    lags: Uint32Array.from(lags),
  };
}
