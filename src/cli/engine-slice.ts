import { TrailspikeError } from '../model/errors.js';
import { MOST_SLICES, type ListingSlice } from '../source/source.js';

/** What an engine that runs many tasks of one command says to each of them. */
interface Engine {
  readonly name: string;
  /** The variable that only its tasks have. */
  readonly task: string;
  /** @param count how many slices there are, where the user says so */
  readonly sliceOf: (read: Reader, count: number | undefined) => ListingSlice;
}

/** Reads a variable as a whole number, 0 or more. */
type Reader = (name: string) => number;

/** Of an engine that does not say how many tasks there are. */
export const COUNT_VARIABLE = 'TRAILSPIKE_PARTITION_COUNT';

const ENGINES: readonly Engine[] = [
  {
    name: 'AWS Batch',
    task: 'AWS_BATCH_JOB_ARRAY_INDEX',
    sliceOf: (read, count) =>
      fromZero(read('AWS_BATCH_JOB_ARRAY_INDEX'), sameCount(read('AWS_BATCH_JOB_ARRAY_SIZE'), count)),
  },
  {
    name: 'Kubernetes',
    task: 'JOB_COMPLETION_INDEX',
    sliceOf: (read, count) => fromZero(read('JOB_COMPLETION_INDEX'), count ?? read(COUNT_VARIABLE)),
  },
  {
    name: 'Slurm',
    task: 'SLURM_ARRAY_TASK_ID',
    sliceOf: (read, count) => ofSlurm(read, count),
  },
];

/**
 * The slice of a task of an array: AWS Batch (array jobs), Kubernetes (Indexed Jobs) or Slurm (job arrays).
 * @param environment of the process
 * @param count how many slices there are. @default what the engine says; of Kubernetes `TRAILSPIKE_PARTITION_COUNT`
 * @throws TrailspikeError E_USAGE, which names the variable, when no engine or more than one says which slice this is, or
 * what it says is no slice
 */
export function engineSlice(
  environment: Readonly<Record<string, string | undefined>>,
  count?: number,
): { readonly slice: ListingSlice; readonly engine: string } {
  const present = ENGINES.filter(({ task }) => environment[task] !== undefined);
  const [engine, other] = present;
  if (engine === undefined) {
    throw refused(
      `no engine says which slice this is: none of ${ENGINES.map(({ task }) => task).join(', ')} is set`,
      'run it as a task of an array, or write --partition 2/8',
    );
  }
  if (other !== undefined) {
    throw refused(
      `two engines say which slice this is: ${engine.task} (${engine.name}) and ${other.task} (${other.name}) are set`,
      'unset the one that does not run this task, or write --partition 2/8',
    );
  }
  const read = (name: string): number => numberOf(name, environment[name], engine.name);
  return { slice: engine.sliceOf(read, count), engine: engine.name };
}

function numberOf(name: string, text: string | undefined, engine: string): number {
  if (text === undefined) {
    const hint =
      name === COUNT_VARIABLE
        ? `set it to the job's completions, or write --partition auto/N`
        : 'write --partition 2/8, or auto/N with N tasks';
    throw refused(`${name} is not set, so it is not known how many slices there are (${engine})`, hint);
  }
  if (!/^\d{1,10}$/.test(text)) {
    throw refused(
      `${name} is ${JSON.stringify(text.slice(0, 40))}, which is no whole number (${engine})`,
      PLAIN,
    );
  }
  return Number(text);
}

const PLAIN = 'write --partition 2/8 in place of auto';

/** @param index from 0 */
function fromZero(index: number, of: number): ListingSlice {
  if (of < 1 || of > MOST_SLICES) throw refused(`${of} slices: there must be 1 to ${MOST_SLICES}`, PLAIN);
  if (index >= of) throw refused(`task ${index}, counted from 0, is not one of ${of}`, PLAIN);
  return { part: index + 1, of };
}

/** @throws TrailspikeError E_USAGE when engine and user say different numbers of slices */
function sameCount(ofEngine: number, ofUser: number | undefined): number {
  if (ofUser === undefined || ofUser === ofEngine) return ofEngine;
  throw refused(
    `the engine runs ${ofEngine} tasks, and --partition says ${ofUser} slices`,
    'write --partition auto',
  );
}

/** Ids of Slurm begin anywhere and have a step, as in `--array=5-20:5`. A list of ids without one step is refused. */
function ofSlurm(read: Reader, count: number | undefined): ListingSlice {
  const [id, least, most, tasks] = ['ID', 'MIN', 'MAX', 'COUNT'].map((name) =>
    read(`SLURM_ARRAY_TASK_${name}`),
  ) as [number, number, number, number];
  const step = tasks === 1 ? 1 : (most - least) / (tasks - 1);
  const index = (id - least) / step;
  const isArray = tasks >= 1 && (tasks === 1 ? most === least : Number.isInteger(step) && step >= 1);
  if (!isArray || !Number.isInteger(index) || index < 0 || index >= tasks) {
    throw refused(
      `SLURM_ARRAY_TASK_ID ${id} is not one of ${tasks} tasks from ${least} to ${most} at equal distances`,
      'submit the array as --array=0-63 or with a step, or write --partition 2/8 in place of auto',
    );
  }
  return fromZero(index, sameCount(tasks, count));
}

function refused(message: string, hint: string): TrailspikeError {
  return new TrailspikeError('E_USAGE', `--partition auto: ${message}`, { hint });
}
