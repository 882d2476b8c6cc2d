import type { Kind } from '../company/company.js';
import type { Planned } from '../company/organisation.js';
import type { World } from '../company/world.js';
import { airflow, notebook } from './data-work.js';
import { pipeline, terraform } from './pipelines.js';
import type { Program } from './program.js';
import { sharedUser } from './shared-user.js';
import { steady } from './steady.js';
import { backup, rotation, scanner } from './upkeep.js';
import { batch, lambda, managed, tenant } from './workloads.js';

/** What the programs of each kind do; people are no programs. */
const PROGRAMS: Readonly<Partial<Record<Kind, Program>>> = {
  service: steady,
  fleet: steady,
  operator: steady,
  legacy: steady,
  lambda,
  batch,
  tenant,
  managed,
  sharedUser,
  ci: pipeline,
  terraform,
  rotation,
  scanner,
  backup,
  airflow,
  notebook,
};

/** Runs all programs through the whole period. */
export function runPrograms(w: World, planned: readonly Planned[]): void {
  for (const { p, kind, rate } of planned)
    PROGRAMS[kind]?.(w, w.rng.stream(`program/${p}`), p, Math.min(1200, rate * w.rateFactor));
}
