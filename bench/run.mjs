/** Runs every `*.bench.ts` below bench/, one after the other. `npm run bench -- [part of a name]` */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const wanted = process.argv[2] ?? '';
const names = readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith('.bench.ts') && name.includes(wanted))
  .sort();
for (const name of names) {
  console.log(`\n${name}`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', `${folder}/${name}`], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
