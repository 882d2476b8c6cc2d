import type { World } from '../company/world.js';
import type { Rng } from '../draw/rng.js';
import type { Rhythm } from './kind.js';
import type { Machine } from './machine.js';
import {
  runBackup,
  runIac,
  runInventory,
  runNotebook,
  runPipeline,
  runPreviews,
  runRotator,
} from './run-jobs.js';
import { runCron, runFunctions, runReconcile, runService } from './run-services.js';

const RUN: Record<Rhythm, (w: World, rng: Rng, machine: Machine) => void> = {
  service: runService,
  functions: runFunctions,
  cron: runCron,
  reconcile: runReconcile,
  pipeline: runPipeline,
  iac: runIac,
  inventory: runInventory,
  rotator: runRotator,
  backup: runBackup,
  previews: runPreviews,
  notebook: runNotebook,
};

/** Lets every machine work; scanners come last, when all secrets are known. */
export function runMachines(w: World, machines: readonly Machine[]): void {
  const late = (machine: Machine): number => (machine.kind.rhythm === 'inventory' ? 1 : 0);
  for (const machine of [...machines].sort((a, b) => late(a) - late(b))) {
    const empty = machine.needs.length === 0 && machine.kind.rhythm !== 'inventory';
    if (!empty) RUN[machine.kind.rhythm](w, w.rng.stream(`machine/${machine.principal}`), machine);
  }
}
