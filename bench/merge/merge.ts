/**
 * What it takes to merge many states: memory, and time beside that of only reading them once.
 * `npm run bench:merge [-- STATES [IDENTITIES]]`; needs a build, and about 4 GB of disk.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode, runProcess } from '../compare/run-process.js';
import { makeStates } from './made-states.js';

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const MAIN = pathOf('../../dist/src/threads/main.js');
const [states = 64, identities = 100_000] = process.argv.slice(2).map(Number);

console.log(`| ${states} states of ${identities} identities | s | of reading them once | peak memory, MB |`);
console.log('|---|--:|--:|--:|');
for (const same of [true, false]) {
  const folder = mkdtempSync(join(tmpdir(), 'trailspike-merge-'));
  try {
    const parts = makeStates(folder, { states, identities, same });
    const what = same ? 'the same identities' : 'all different';
    const read = ['--import', 'tsx', pathOf('read-states.ts'), ...parts];
    const { stdout } = runProcess(process.execPath, read);
    const { seconds: reading, identities: found } = JSON.parse(stdout) as Record<string, number>;
    if (found !== states * identities) throw new Error(`read ${found!} identities`);
    console.log(`| ${what}: reading | ${reading!.toFixed(1)} | 1.0 | |`);
    for (const [name, where] of [
      ['joined', ['--state', join(folder, 'joined')]],
      ['joined and evaluated', ['--out', join(folder, 'out')]],
    ] as const) {
      const { sample } = runNode([MAIN, 'merge', ...parts, ...where, '--quiet'], { discard: true });
      const [seconds, megabytes] = [sample.seconds, (sample.peakBytes ?? NaN) / 1e6];
      console.log(
        `| ${what}: ${name} | ${seconds.toFixed(1)} | ${(seconds / reading!).toFixed(2)} | ${megabytes.toFixed(0)} |`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
