import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Tests of the program run what is built; it is built anew when a source is newer. */
export default function setup(): void {
  const built = join(root, 'dist/src/threads/LICENSES.txt'); // what is built last
  const newest = Math.max(...['src', 'workers'].flatMap((folder) => modified(join(root, folder))));
  if (!existsSync(built) || statSync(built).mtimeMs < newest) {
    // Over what is there, which another run may be using.
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
