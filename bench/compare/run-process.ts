import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The result of one run of a process. Figures that the system does not give are absent. */
export interface Sample {
  /** Wall time of the whole process, seconds. */
  readonly seconds: number;
  /** CPU of the whole process, and of its main thread, seconds. */
  readonly cpu?: number;
  readonly mainCpu?: number;
  /** Largest resident set, bytes. */
  readonly peakBytes?: number;
  /** Other figures that the process reported. */
  readonly [figure: string]: number | undefined;
}

/** Variables of a process's environment, beside those of this process; one that is `undefined` is not passed on. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: Environment;
  /** Discard the output. @default false */
  readonly discard?: boolean;
}

/**
 * Runs a process to its end.
 * @throws Error with what it wrote to stderr, when it cannot be run or does not exit with 0
 */
export function runProcess(
  command: string,
  args: readonly string[],
  { cwd, env, discard = false }: ProcessOptions = {},
): { readonly sample: Sample; readonly stdout: string } {
  const started = performance.now();
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    ...(cwd !== undefined && { cwd }),
    // A machine's own certificates: Node would read them at every start, which takes time that is not the program's.
    env: { ...process.env, NODE_EXTRA_CA_CERTS: undefined, ...env },
    stdio: ['ignore', discard ? 'ignore' : 'pipe', 'pipe'],
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  });
  const seconds = (performance.now() - started) / 1000;
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} exited with ${status ?? 'a signal'}: ${stderr.slice(-2000)}`);
  return { sample: { seconds }, stdout: discard ? '' : stdout };
}

const USAGE = fileURLToPath(new URL('usage.mjs', import.meta.url));

/** Runs a script with Node.js, and measures its CPU and memory too. */
export function runNode(
  args: readonly string[],
  options: ProcessOptions = {},
): { readonly sample: Sample; readonly stdout: string } {
  const folder = mkdtempSync(join(tmpdir(), 'trailspike-usage-'));
  try {
    const file = join(folder, 'usage.json');
    const { sample, stdout } = runProcess(process.execPath, [USAGE, file, ...args], options);
    const used = JSON.parse(readFileSync(file, 'utf8')) as Record<'cpu' | 'mainCpu' | 'peakBytes', number>;
    return {
      stdout,
      sample: {
        ...sample,
        cpu: used.cpu / 1e6,
        ...(used.mainCpu >= 0 && { mainCpu: used.mainCpu / 1e6 }),
        peakBytes: used.peakBytes,
      },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
