import { workerData } from 'node:worker_threads';
import { readyToRelease } from '../src/wire/release.js';
import { TaskDecoder } from '../src/decode-thread/task-decoder.js';
import type { DecodeSetup, DecodeTask } from '../src/wire/protocol.js';

const decoder = new TaskDecoder(workerData as DecodeSetup);

export default readyToRelease.then(() => (task: DecodeTask) => decoder.decode(task));
