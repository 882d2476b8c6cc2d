import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { ProcessFault } from './fault.js';
import { journalIn } from './power-cut.js';
import type { Seen } from './seen.js';
import type { World } from './world.js';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

/** Longest time of one run, milliseconds: more than a run without motion waits. */
const HARD_LIMIT_MS = 240_000;

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
        DISK_JOURNAL: journalIn(work),
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
