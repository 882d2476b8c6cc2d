import { workerData } from 'node:worker_threads';
import { readyToRelease } from '../src/shard/release.js';
import { TaskDecoder } from '../src/shard/task-decoder.js';
import type { DecodeSetup, DecodeTask } from '../src/shard/protocol.js';

const decoder = new TaskDecoder(workerData as DecodeSetup);

export default readyToRelease.then(() => (task: DecodeTask) => decoder.decode(task));
