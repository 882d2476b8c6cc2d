import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Floors from the bottom. A module may import from its own folder and from lower floors. */
const FLOORS: Record<string, number> = {
  model: 0,
  base: 1,
  sketch: 2,
  decode: 3,
  metrics: 2,
  storage: 2,
  families: 4,
  profile: 4,
  rule: 5,
  detect: 6,
  source: 5,
  simulate: 6,
  wire: 7,
  'decode-thread': 8,
  'shard-thread': 8,
  'main-thread': 9,
  output: 10,
  cli: 11,
};

interface Import {
  readonly from: string;
  readonly to: string;
}

function imports(folder: string): Import[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const from = join(folder, name);
      const text = readFileSync(join(root, from), 'utf8');
      return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) => ({
        from,
        to: normalize(join(dirname(from), match[1]!.replace(/\.js$/, '.ts'))),
      }));
    });
}

const room = (file: string): string | undefined => /^src\/([^/]+)\//.exec(file)?.[1];

test('every room of src has a floor', () => {
  const rooms = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(rooms.map((entry) => entry.name).filter((name) => !(name in FLOORS))).toEqual([]);
});

test('imports only go down', () => {
  const climbing = imports('src').filter(({ from, to }) => {
    const [here, there] = [room(from), room(to)];
    if (here === undefined) return false; // src/index.ts is the roof
    return there === undefined || (here !== there && FLOORS[there]! >= FLOORS[here]!);
  });
  expect(climbing).toEqual([]);
});

test('no room has an import circle', () => {
  const graph = new Map<string, string[]>();
  for (const { from, to } of imports('src')) graph.set(from, [...(graph.get(from) ?? []), to]);
  const finished = new Set<string>();
  const circle = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (finished.has(file)) return undefined;
    for (const next of graph.get(file) ?? []) {
      const found = circle(next, [...path, file]);
      if (found) return found;
    }
    finished.add(file);
    return undefined;
  };
  for (const file of graph.keys()) expect(circle(file, []), relative(root, file)).toBeUndefined();
});

test('thread entries only wire', () => {
  for (const name of readdirSync(join(root, 'workers'))) {
    const lines = readFileSync(join(root, 'workers', name), 'utf8')
      .trim()
      .split('\n');
    expect(lines.length, `workers/${name} holds logic that belongs in src/shard`).toBeLessThanOrEqual(12);
  }
});
