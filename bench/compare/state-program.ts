import { fileURLToPath } from 'node:url';
import { simpleProgram, type Program } from './program.js';
import { runProcess } from './run-process.js';

/** The memory of a shard's state with so many cells, and how fast it is filled: figures of bench/profile, not of a run. */
export function stateProgram(cells: number): Program {
  return simpleProgram(
    { id: 'state', name: `a state of ${cells / 1e6} million cells`, version: () => '', install: '' },
    () => {
      const script = fileURLToPath(new URL('../profile/state.ts', import.meta.url));
      const { sample, stdout } = runProcess(process.execPath, ['--import', 'tsx', script, String(cells)]);
      const figures = JSON.parse(stdout) as Record<string, number>;
      if (figures['cells']! < cells * 0.9) throw new Error(`only ${figures['cells']!} cells of ${cells}`);
      return { sample: { ...sample, ...figures } };
    },
  );
}
