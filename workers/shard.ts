import { workerData } from 'node:worker_threads';
import type { ShardMessage, ShardSetup } from '../src/wire/shard-messages.js';
import { ShardState } from '../src/shard-thread/shard-state.js';

const state = new ShardState(workerData as ShardSetup);

export default (message: ShardMessage) => state.handle(message);
