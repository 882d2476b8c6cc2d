import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Dice } from './dice.js';
import type { ProcessFault } from './fault.js';
import type { Seen } from './seen.js';
import type { World } from './world.js';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

/** Longest time of one run, milliseconds. */
const HARD_LIMIT_MS = 120_000;

/** How a run in a process of its own ended. */
export type ProcessEnd =
  | { readonly kind: 'seen'; readonly seen: Seen }
  | { readonly kind: 'error'; readonly code: string | undefined; readonly stack: string }
  | { readonly kind: 'killed' }
  | { readonly kind: 'other'; readonly how: string };

/** Scans a world in a process of its own, with a state and with faults of the process. */
export async function processRun(
  world: World,
  {
    state,
    work,
    fetch,
  }: { readonly state: string; readonly work: string; readonly fetch: 'main' | 'threads' },
  faults: readonly ProcessFault[],
): Promise<ProcessEnd> {
  const options = {
    sources: ['s3://bucket'],
    s3: world.options, // its credentials are a function, which JSON leaves out
    threads: 1,
    shards: 1,
    fetch,
    state,
    checkpointEvery: 0.01,
    compactAbove: 4000,
  };
  const lines = (name: 'disk' | 'thread'): string => faults.flatMap((fault) => fault[name] ?? []).join('\n');
  mkdirSync(join(work, 'failed'), { recursive: true });
  const child = spawn(
    process.execPath,
    ['--import', fixture('failing-disk.mjs'), fixture('simulated-scan.mjs')],
    {
      env: {
        ...process.env,
        SIMULATED_SCAN: JSON.stringify(options),
        FAIL_DISK: lines('disk'),
        FAIL_THREAD: lines('thread'),
        FAILED_THREAD: join(work, 'failed'),
        DISK_JOURNAL: join(work, 'journal'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  world.kill = () => child.kill('SIGKILL');
  const limit = setTimeout(() => child.kill('SIGABRT'), HARD_LIMIT_MS);
  const [out, stderr, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  clearTimeout(limit);
  world.kill = undefined;
  if (signal === 'SIGKILL') return { kind: 'killed' };
  if (signal === 'SIGABRT') return { kind: 'other', how: `the run hangs\n${stderr}` };
  if (code !== 0) return { kind: 'other', how: `exit ${code ?? signal ?? ''}\n${stderr}` };
  const end = JSON.parse(out) as { seen?: Seen; error?: { code?: string; stack: string } };
  if (end.seen !== undefined) return { kind: 'seen', seen: end.seen };
  return { kind: 'error', code: end.error?.code, stack: `${end.error?.stack ?? out}\n${stderr}` };
}

/**
 * What a power cut leaves of a state: of each file what was synced, and by chance a part of the rest, or zeros in its place. The lock
 * stays: another start of the kernel has no such process.
 */
export function cutPower(state: string, work: string, dice: Dice): void {
  const journal = join(work, 'journal');
  const synced = new Map<string, number>();
  if (existsSync(journal))
    for (const line of readFileSync(journal, 'utf8').split('\n')) {
      const [inode, size] = line.split(' ');
      if (size !== undefined) synced.set(inode!, Number(size));
    }
  if (!existsSync(state)) return;
  for (const name of readdirSync(state, { recursive: true, encoding: 'utf8' })) {
    const path = join(state, name);
    const stats = statSync(path);
    const { ino, size } = stats;
    if (!stats.isFile() || name.startsWith('lock.json')) continue;
    const durable = Math.min(size, synced.get(String(ino)) ?? 0);
    const left = durable + dice.below(size - durable + 1, `${name} left`);
    truncateSync(path, left);
    if (dice.share(`${name} zeros`) < 0.3) truncateSync(path, size);
  }
  rmSync(journal, { force: true });
}
