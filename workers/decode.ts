import { workerData } from 'node:worker_threads';
import { readyToRelease } from '../src/base/release.js';
import { JobDecoder } from '../src/decode-thread/job-decoder.js';
import type { DecodeJob, DecodeSetup } from '../src/wire/decode-messages.js';

const decoder = new JobDecoder(workerData as DecodeSetup);

export default readyToRelease.then(() => (job: DecodeJob) => decoder.decode(job));
