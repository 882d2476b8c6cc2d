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
  profile: 4,
  rule: 4,
  detect: 5,
  source: 5,
  simulate: 6,
  wire: 6,
  'decode-thread': 7,
  'shard-thread': 7,
  'main-thread': 8,
  output: 9,
  cli: 10,
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

test('decode threads, shard threads and the main thread share no code but what lies below them', () => {
  const threads = ['decode-thread', 'shard-thread'];
  const entries = imports('workers').filter(({ to }) => threads.includes(room(to) ?? ''));
  expect(entries.map(({ to }) => room(to)).sort()).toEqual(threads);
  const others = imports('src').filter(({ from, to }) => {
    const there = room(to) ?? '';
    return threads.includes(there) && room(from) !== there;
  });
  expect(others, 'only workers/ may import what runs on the threads').toEqual([]);
});

test('only the registry of sources names the kinds of sources', () => {
  const kinds = /^src\/source\/([^/]+)\/[^/]+-kind\.ts$/;
  const folders = readdirSync(join(root, 'src/source'), { recursive: true, encoding: 'utf8' })
    .map((name) => kinds.exec(`src/source/${name}`)?.[1])
    .filter((folder) => folder !== undefined);
  expect(folders.sort()).toEqual(['directory', 's3']);
  const reaching = ['source', 'wire', 'decode-thread', 'shard-thread', 'main-thread']
    .flatMap((folder) => imports(`src/${folder}`))
    .filter(({ from, to }) => {
      const kind = /^src\/source\/([^/]+)\//.exec(to)?.[1];
      return kind !== undefined && folders.includes(kind) && !from.startsWith(`src/source/${kind}/`);
    });
  expect(reaching.map(({ from }) => from)).toEqual(folders.map(() => 'src/source/source-kinds.ts'));
});
