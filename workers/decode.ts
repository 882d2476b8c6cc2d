import { threadId, workerData } from 'node:worker_threads';
import { Heart } from '../src/base/heartbeats.js';
import { readyToRelease } from '../src/base/release.js';
import { JobDecoder } from '../src/decode-thread/job-decoder.js';
import type { DecodeSetup, DecodeTask } from '../src/wire/decode-messages.js';

const setup = workerData as DecodeSetup;
const decoder = new JobDecoder(setup);
const heart = new Heart(setup.beats, threadId);

export default readyToRelease.then(() => (task: DecodeTask) => heart.during(() => decoder.do(task)));
