import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fixSeeds } from './seeds.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Prints the run's seeds, and builds the program again when a source is newer: tests of the program run what is built. */
export default function setup(): void {
  console.log(`Seeds: ${fixSeeds()}`);
  const built = join(root, 'dist/src/threads/LICENSES.txt'); // what is built last
  const newest = Math.max(...['src', 'workers'].flatMap((folder) => modified(join(root, folder))));
  if (!existsSync(built) || statSync(built).mtimeMs < newest) {
    // Files are overwritten, not deleted first: another run may be using them.
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], {
      cwd: root,
      stdio: 'inherit',
    });
    for (const part of ['build:wasm', 'build:threads']) {
      execFileSync('npm', ['run', '--silent', part], { cwd: root, stdio: 'inherit' });
    }
  }
}

function modified(folder: string): number[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
    (name) => statSync(join(folder, name)).mtimeMs,
  );
}
