import { workerData } from 'node:worker_threads';
import { TaskDecoder } from '../src/shard/task-decoder.js';
import type { DecodeSetup, DecodeTask } from '../src/shard/protocol.js';

const decoder = new TaskDecoder(workerData as DecodeSetup);

export default (task: DecodeTask) => decoder.decode(task);
