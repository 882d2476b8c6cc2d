import type { DisposableStack } from '../base/disposable-stack.js';
import { runId } from './state/run-id.js';
import type { WorkingDirectory } from './state/working-directory.js';
import { ShardPool, type ShardPoolOptions } from './threads/shard-pool.js';

/**
 * Starts the shard threads on a working directory. They may still be loading when this returns.
 * @param owned ends the threads
 */
export function openShards(
  { path, ledger, removeFiles }: WorkingDirectory,
  options: Pick<
    ShardPoolOptions,
    'shards' | 'measures' | 'hashKey' | 'compactAbove' | 'load' | 'paged' | 'entry'
  >,
  owned: DisposableStack,
): ShardPool {
  const shards = new ShardPool({
    ...options,
    // The rest of a measure is of no use to a shard.
    measures: options.measures.map(({ key, bucketDuration }) => ({ key, bucketDuration })),
    directory: path,
    durable: ledger !== undefined,
    run: runId(),
    onCompacted: (compaction) => ledger?.recordCompaction(compaction),
    removeFiles,
  });
  owned.defer(() => shards.close());
  return shards;
}
