import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { errnoOf } from '../base/errno.js';

/** A process that holds a lock, as the lock says it. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** Which start of which kernel, and which space of process numbers: containers have spaces of their own. */
  readonly space?: string;
  /** When the process began, in the kernel's ticks: another process may get its number later. */
  readonly began?: string;
  /** Random. A lock with a token is refreshed. */
  readonly token?: string;
}

/** This process as a holder, with a new token. */
export function thisProcess(): LockHolder & { readonly token: string } {
  const [space, began] = [processSpace(), beganAt('self')];
  return {
    pid: process.pid,
    host: hostname(),
    ...(space !== undefined && { space }),
    ...(began !== undefined && { began }),
    token: randomUUID(),
  };
}

/**
 * Whether the process of a lock has ended. A lock with the number of this process counts as left by an earlier one: the
 * caller knows the locks of its own process.
 * @returns undefined when this machine, or this container, cannot see that process
 */
export function hasEnded({ pid, host, space, began }: LockHolder): boolean | undefined {
  const isVisible = space === undefined ? host === hostname() : space === processSpace();
  if (!isVisible) return undefined;
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errnoOf(error) === 'ESRCH';
  }
  const now = beganAt(String(pid));
  return began !== undefined && now !== undefined && now !== began;
}

/** Where the number of this process means it; undefined where there is no `/proc`. */
function processSpace(): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return undefined;
  }
}

/** Field 22 of `/proc/PID/stat` (proc_pid_stat(5)). The second, the name of the program, may hold spaces and brackets. */
function beganAt(pid: string): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
