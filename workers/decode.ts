import { workerData } from 'node:worker_threads';
import { decodeTask } from '../src/shard/decode-task.js';
import type { DecodeSetup, DecodeTask } from '../src/shard/protocol.js';

const setup = workerData as DecodeSetup;

export default (task: DecodeTask) => decodeTask(task, setup);
