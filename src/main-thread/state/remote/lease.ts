import { TrailspikeError } from '../../../model/errors.js';
import { fieldOf, isObject } from '../../../base/json-values.js';
import { hasEnded, type LockHolder, thisProcess } from '../../../storage/lock-holder.js';
import { type EngineTask, engineTask } from './engine-task.js';

/** A run of which this one cannot see whether it lives is given up when it was silent for so long, milliseconds. */
export const SILENT_AFTER = 15 * 60_000;

/** Says in a manifest which run may write the state. */
export interface Lease extends LockHolder {
  /** Random, and no other's. */
  readonly token: string;
  /** Id of the run. */
  readonly run: string;
  /** When it took the state, ISO 8601, by its own clock. */
  readonly since: string;
  readonly task?: EngineTask;
}

/** Tokens of the leases that runs of this process hold. */
const held = new Set<string>();

/** A new lease of this process. It counts as held until `endLease`. */
export function newLease(run: string): Lease {
  const task = engineTask();
  const since = new Date().toISOString().replace(/\.\d+/, '');
  const lease = { ...thisProcess(), run, since, ...(task !== undefined && { task }) };
  held.add(lease.token);
  return lease;
}

export function endLease({ token }: Lease): void {
  held.delete(token);
}

/**
 * Whether the run of a lease may still write: it lives, or nobody can tell that it does not. What it writes after it was
 * given up is refused, because the manifest is another one by then.
 * @param silence how long ago the lease was last refreshed by the server's clock, milliseconds; undefined: unknown
 */
export function isLive(lease: Lease, silence: number | undefined, ours = engineTask()): boolean {
  if (held.has(lease.token)) return true;
  const ended = hasEnded(lease);
  if (ended !== undefined) return !ended;
  // An engine starts an attempt when it knows that the one before has ended.
  const { task } = lease;
  if (task !== undefined && ours?.name === task.name && ours.attempt > task.attempt) return false;
  return silence === undefined || silence <= SILENT_AFTER;
}

/** @param address of the state */
export function lockedError(address: string, lease: Lease | null, cause?: unknown): TrailspikeError {
  const who =
    lease === null
      ? 'another run, which has written it since'
      : `run ${lease.run} (process ${lease.pid} on ${lease.host}` +
        `${lease.task === undefined ? '' : `, ${lease.task.name}`}) since ${lease.since}`;
  return new TrailspikeError('E_STATE_LOCKED', `the state ${address} is in use by ${who}`, {
    hint: 'wait for it to end and run again; one that was killed is given up 15 minutes after its last sign of life',
    cause,
  });
}

/** The lease in a manifest; undefined when that is none. */
export function leaseOf(value: unknown): Lease | undefined {
  const text = (name: string): boolean => isShort(fieldOf(value, name));
  const optional = (name: string): boolean => fieldOf(value, name) === undefined || text(name);
  if (!isObject(value) || !['token', 'run', 'host', 'since'].every(text)) return undefined;
  if (!isCount(value['pid']) || !optional('space') || !optional('began')) return undefined;
  const { task } = value;
  if (task !== undefined && !(isShort(fieldOf(task, 'name')) && isCount(fieldOf(task, 'attempt')))) {
    return undefined;
  }
  return value as unknown as Lease;
}

function isShort(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 1000;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
