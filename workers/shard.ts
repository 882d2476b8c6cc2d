import { threadId, workerData } from 'node:worker_threads';
import { Heart } from '../src/base/heartbeats.js';
import type { ShardMessage, ShardSetup } from '../src/wire/shard-messages.js';
import { ShardState } from '../src/shard-thread/shard-state.js';

const setup = workerData as ShardSetup;
const heart = new Heart(setup.beats, threadId);
const state = new ShardState(setup, () => heart.beat());

// What it does lets no timer run, so the state itself gives the signs of life in between.
export default (message: ShardMessage) => heart.during(() => Promise.resolve(state.handle(message)));
