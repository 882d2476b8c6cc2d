/** A process of the laboratory: takes a job at a time and sends back what it found out. */
import type { Job } from './organisations.js';
import { runJob } from './run-job.js';

process.on('message', (job: Job) => {
  process.send!(runJob(job));
});
