/** A process of the laboratory: runs one job at a time and sends back the result. */
import type { Job } from './organisations.js';
import { runJob } from './run-job.js';

process.on('message', (job: Job) => {
  process.send!(runJob(job));
});
