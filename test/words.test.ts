import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface FormerWord {
  readonly pattern: RegExp;
  /** What to write in its place. */
  readonly instead: string;
  /** Where the word has the meaning that was given up: files below these folders. @default everywhere */
  readonly within?: readonly string[];
}

const DETECT = ['src/detect', 'test/detect', 'src/shard-thread', 'test/shard-thread', 'bench/detect'];
const STATE = ['src/profile', 'test/profile', 'bench/profile', 'src/storage', 'src/wire', 'src/shard-thread'];
const DECODE = ['src/decode', 'test/decode', 'bench/decode'];

/**
 * Words that the repository gave up for the usual ones. Each must be one that is found without false hits; those that
 * have other meanings elsewhere are looked for only where they had the one that was given up.
 */
const FORMER: readonly FormerWord[] = [
  { pattern: /\bswift/i, instead: 'fast-path decoder' },
  { pattern: /\bremember/i, instead: 'memoize, intern, keep' },
  { pattern: /\bclosers\b/i, instead: 'disposable stack' },
  { pattern: /\bconclu(?:de|sion)/i, instead: 'finalize' },
  { pattern: /\bintake/i, instead: 'ingest pipeline' },
  { pattern: /\barrivals?\b/i, instead: 'pending object, first-seen items' },
  { pattern: /\bparcel/i, instead: 'decode job' },
  { pattern: /\bcallOf\b/, instead: 'parseEvent' },
  { pattern: /\bhits?\b/i, instead: 'match', within: DECODE },
  { pattern: /catch-?all/i, instead: 'match-all batch filter' },
  { pattern: /\bstranger/i, instead: 'new network' },
  { pattern: /intrusion/i, instead: 'new items from a new network' },
  { pattern: /\bmeetings?\b/i, instead: 'occurrences' },
  { pattern: /\bthings\b/i, instead: 'items, or their name' },
  { pattern: /\bsight|[a-z]Sight/, instead: 'first-seen time, observation' },
  { pattern: /(?<!event[ -]|agent[ -])famil(?:y|ies)\b/i, instead: 'role group', within: DETECT },
  { pattern: /\bmembers?\b/i, instead: 'session', within: DETECT },
  { pattern: /\byoung(?! generation)/i, instead: 'cold start' },
  { pattern: /\bhabit/i, instead: 'established' },
  { pattern: /judgedFrom/, instead: 'evaluableFrom' },
  { pattern: /ancest(?:ry|or)/i, instead: 'hierarchical prior, parent' },
  { pattern: /\bpeak/i, instead: 'record high', within: DETECT },
  { pattern: /\bextra ?cases?\b/i, instead: 'threshold case' },
  { pattern: /\bgrave(?:st|r|ly)?\b/i, instead: 'severe, most severe' },
  { pattern: /\b(?:tell|tells|told|telling) of\b/i, instead: 'attributed to, reported for' },
  { pattern: /\btall(?:y|ies|ied)/i, instead: 'histogram counts, window accumulator' },
  { pattern: /run-?profile/i, instead: 'run timings' },
  { pattern: /\b(?:Gate|Budget)\b/, instead: 'Semaphore' },
  { pattern: /\bsections?\b/i, instead: 'logical shard', within: STATE },
  { pattern: /partition ?key/i, instead: 'shard key' },
  { pattern: /otherPartition/, instead: 'otherSlice' },
  { pattern: /\bowner/i, instead: 'identity row', within: STATE },
  { pattern: /\bplaces\b|│ place │/, instead: 'scope', within: STATE },
  { pattern: /\bfetched(?:\[|\.ts)/, instead: 'prefetchSink' },
  { pattern: /damaged-?answer/i, instead: 'malformed response' },
  { pattern: /\bmistake/i, instead: 'validation issue' },
  { pattern: /other-?shape/i, instead: 'unsupported format' },
  { pattern: /made[-_ ]up\b/i, instead: 'synthetic' },
  { pattern: /(?:coverage|progress)\.known\b/, instead: 'alreadyProcessed' },
  { pattern: /\bnurser/i, instead: 'young generation' },
  { pattern: /\b(?:is|are|was|pages) nobody/i, instead: 'does not alert' },
  { pattern: /\bwhom\b|\bwhoever\b|\bwhosoever\b/i, instead: 'a plain sentence' },
];

/** Lines that may keep a former word, and why. */
const EXCEPTIONS: readonly { readonly file: string; readonly text: string; readonly why: string }[] = [
  { file: 'src/decode/envelopes/search-results.ts', text: 'hits', why: 'a field of Elasticsearch' },
  { file: 'src/decode/reference/closed-prefix.ts', text: 'hits', why: 'a field of Elasticsearch' },
  { file: 'test/decode/envelopes/unwrap.test.ts', text: 'hits', why: 'a field of Elasticsearch' },
  { file: 'test/decode/envelopes/wrappers.ts', text: 'hits', why: 'a field of Elasticsearch' },
  {
    file: 'bench/detection/drawn/field/machines/data-services.ts',
    text: 'QuickSight',
    why: 'a service of AWS',
  },
  { file: 'bench/detection/drawn/survey/activity/workloads.ts', text: 'QuickSight', why: 'a service of AWS' },
  { file: 'test/support/test-report.ts', text: 'ancestorTitles', why: "a key of vitest's reports" },
  { file: 'test/support/test-report.test.ts', text: 'ancestorTitles', why: "a key of vitest's reports" },
];

interface Line {
  readonly file: string;
  /** From 1; 0 for the file's own name. */
  readonly number: number;
  readonly text: string;
}

function* lines(): Generator<Line> {
  const files = ['src', 'bench', 'test', 'docs', 'workers'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:ts|mjs|md|sh)$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
  const self = relative(root, fileURLToPath(import.meta.url));
  for (const file of [...files, 'README.md', 'CONTRIBUTING.md'].sort()) {
    if (file === self) continue;
    yield { file, number: 0, text: file };
    for (const [index, text] of readFileSync(join(root, file), 'utf8').split('\n').entries())
      yield { file, number: index + 1, text };
  }
}

function isExcepted({ file, text }: Line): boolean {
  return EXCEPTIONS.some((one) => file === one.file && text.includes(one.text));
}

function isWithin(file: string, folders: readonly string[] | undefined): boolean {
  return folders?.some((folder) => file.startsWith(`${folder}/`)) ?? true;
}

test('words that were given up are not used any more', () => {
  const found: string[] = [];
  for (const line of lines()) {
    if (isExcepted(line)) continue;
    for (const { pattern, instead, within } of FORMER) {
      const word = isWithin(line.file, within) ? pattern.exec(line.text)?.[0] : undefined;
      if (word !== undefined) found.push(`${line.file}:${line.number} has "${word}", write: ${instead}`);
    }
  }
  expect(found).toEqual([]);
});

test('every exception is still needed', () => {
  const needed = new Set<object>();
  for (const { file, text } of lines()) {
    for (const one of EXCEPTIONS) if (file === one.file && text.includes(one.text)) needed.add(one);
  }
  expect(EXCEPTIONS.filter((one) => !needed.has(one))).toEqual([]);
});
