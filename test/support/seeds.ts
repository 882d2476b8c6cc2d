import { randomInt } from 'node:crypto';

/**
 * Seeds of a test run, by environment variable. Global setup fixes them and prints them once, so every file of the
 * run has the same ones, and a run that failed can be repeated with `NAME=SEED npm test`.
 */
const DEFAULTS = {
  /** Inputs of properties. The same in every run unless set, so that a change is tested with what was tested before. */
  FAST_CHECK_SEED: () => 20_260_101,
  /** Moments at which scans are killed. Another one in every run. */
  KILL_SEED: () => randomInt(2 ** 32),
  /** Which files of a state are damaged and how, and which calls of the file system fail. Another one in every run. */
  DISK_SEED: () => randomInt(2 ** 32),
} as const;

export type SeedName = keyof typeof DEFAULTS;

/** Sets the seeds that the environment does not set, for this process and its children. @returns `NAME=SEED` of all */
export function fixSeeds(): string {
  const names = Object.keys(DEFAULTS) as SeedName[];
  for (const name of names) process.env[name] ??= String(DEFAULTS[name]());
  return names.map((name) => `${name}=${seedOf(name)}`).join(' ');
}

/** The seed of this run. @throws Error when it is not set, or not a whole number */
export function seedOf(name: SeedName): number {
  const text = process.env[name] ?? '';
  const seed = Number(text);
  if (text === '' || !Number.isSafeInteger(seed)) throw new Error(`${name} is not a whole number: ${text}`);
  return seed;
}
