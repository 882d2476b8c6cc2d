/** A task of an engine that starts one again where it failed: all its attempts are one after the other. */
export interface EngineTask {
  /** Such as `Slurm job 17_4 on cluster one`. */
  readonly name: string;
  /** How often the engine has started it, ascending. */
  readonly attempt: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The task that this process is, as the engine says it in the environment: of Slurm or AWS Batch. Kubernetes gives the
 * processes of a Job nothing that says which attempt they are.
 */
export function engineTask(environment: Environment = process.env): EngineTask | undefined {
  return batchTask(environment) ?? slurmTask(environment);
}

function batchTask(environment: Environment): EngineTask | undefined {
  const id = environment['AWS_BATCH_JOB_ID'];
  if (!id) return undefined;
  return { name: `AWS Batch job ${id}`, attempt: numberOf(environment['AWS_BATCH_JOB_ATTEMPT']) };
}

function slurmTask(environment: Environment): EngineTask | undefined {
  const [array, index] = [environment['SLURM_ARRAY_JOB_ID'], environment['SLURM_ARRAY_TASK_ID']];
  const id = array && index ? `${array}_${index}` : environment['SLURM_JOB_ID'];
  if (!id) return undefined;
  const cluster = environment['SLURM_CLUSTER_NAME'];
  return {
    name: `Slurm job ${id}${cluster ? ` on cluster ${cluster}` : ''}`,
    attempt: numberOf(environment['SLURM_RESTART_COUNT']),
  };
}

function numberOf(text = ''): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
