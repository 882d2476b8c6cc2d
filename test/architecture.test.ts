import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The map. Rooms, their floors and their folders are listed there and nowhere else. */
const MAP = 'docs/architecture.md';
const map = readFileSync(join(root, MAP), 'utf8');

/** Floor of each room, from rows of the map's table (`src/model`, floor 0). */
const floors = new Map(
  [...map.matchAll(/^\| `src\/([\w-]+)` \| (\d+) \|/gm)].map((row) => [row[1]!, Number(row[2])]),
);
/** Every folder that has a row in a table of the map. */
const mappedFolders = [...map.matchAll(/^\| `(src\/[\w/-]+)` \|/gm)].map((row) => row[1]!);

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

/** All folders below `src`, at any depth. */
function sourceFolders(): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** The documents that name files of this repository. */
function documents(): string[] {
  const docs = readdirSync(join(root, 'docs')).map((name) => join('docs', name));
  return [...docs, 'README.md', 'CONTRIBUTING.md'].filter((name) => name.endsWith('.md'));
}

const room = (file: string): string | undefined => /^src\/([^/]+)\//.exec(file)?.[1];

test('the map lists every folder of src, and no other', () => {
  expect(mappedFolders.sort()).toEqual(sourceFolders().sort());
});

test('the map gives every room of src a floor', () => {
  const rooms = sourceFolders().map((folder) => folder.split('/')[1]!);
  expect([...floors.keys()].sort()).toEqual([...new Set(rooms)].sort());
});

test('the map names important files of every room', () => {
  const files = [...map.matchAll(/^- `(src\/[\w/.-]+\.ts)`: \S/gm)].map((line) => line[1]!);
  expect([...floors.keys()].filter((name) => !files.some((file) => room(file) === name))).toEqual([]);
});

test('every file that a document names in code quotes exists', () => {
  const missing = documents().flatMap((document) => {
    const text = readFileSync(join(root, document), 'utf8');
    return [...text.matchAll(/`((?:src|test|bench|workers|docs|\.ci)\/[\w/.-]+\.\w+)`/g)]
      .map((match) => match[1]!)
      .filter((file) => !existsSync(join(root, file)))
      .map((file) => `${document}: ${file}`);
  });
  expect(missing).toEqual([]);
});

test('every link from one document to another leads somewhere', () => {
  const broken = documents().flatMap((document) => {
    const text = readFileSync(join(root, document), 'utf8');
    return [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)]
      .map((match) => match[1]!)
      .filter((target) => !existsSync(join(root, dirname(document), target)))
      .map((target) => `${document}: ${target}`);
  });
  expect(broken).toEqual([]);
});

test('imports only go down', () => {
  const climbing = imports('src').filter(({ from, to }) => {
    const [here, there] = [room(from), room(to)];
    if (here === undefined) return false; // src/index.ts may import from every room
    // A room without a floor is below nothing, so that an import from or to it is reported.
    const [above, below] = [floors.get(here) ?? -Infinity, floors.get(there ?? '') ?? Infinity];
    return here !== there && below >= above;
  });
  expect(climbing).toEqual([]);
});

test('no module imports itself in a circle', () => {
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
  for (const file of graph.keys()) expect(circle(file, []), file).toBeUndefined();
});

test('thread entries hold no logic', () => {
  for (const name of readdirSync(join(root, 'workers'))) {
    const lines = readFileSync(join(root, 'workers', name), 'utf8')
      .trim()
      .split('\n');
    expect(lines.length, `workers/${name} holds logic that belongs into src`).toBeLessThanOrEqual(12);
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
