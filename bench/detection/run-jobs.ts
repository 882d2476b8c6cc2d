import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Job } from './organisations.js';
import { type JobResult, runJob } from './run-job.js';

const PROCESS = fileURLToPath(new URL('lab-process.ts', import.meta.url));

/** Runs jobs in `processes` child processes, or in this process if that is 1. Results are in the order of the jobs. */
export async function runJobs(
  jobs: readonly Job[],
  processes: number,
  onResult: (result: JobResult, done: number) => void,
): Promise<JobResult[]> {
  const results: JobResult[] = [];
  let next = 0;
  let done = 0;
  const note = (index: number, result: JobResult): void => {
    results[index] = result;
    onResult(result, ++done);
  };
  if (processes <= 1 || jobs.length === 1) {
    jobs.forEach((job, index) => note(index, runJob(job)));
    return results;
  }
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(PROCESS, { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
      let current = -1;
      const give = (): void => {
        if (next === jobs.length) child.disconnect();
        else child.send(jobs[(current = next++)]!);
      };
      child.on('message', (result: JobResult) => {
        note(current, result);
        give();
      });
      child.on('error', reject);
      child.on('exit', (code) => {
        if (code === 0) resolve();
        else reject(new Error(`a laboratory process ended with ${code}`));
      });
      give();
    });
  await Promise.all(Array.from({ length: Math.min(processes, jobs.length) }, work));
  return results;
}
