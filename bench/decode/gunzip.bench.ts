/**
 * Inflating: the decoder in WebAssembly, and zlib with several chunk sizes.
 * `npx tsx bench/decode/gunzip.bench.ts`
 */
import { gunzipSync } from 'node:zlib';
import { Bench } from 'tinybench';
import { DEFAULT_LIMITS } from '../../src/decode/decode-limits.js';
import { DocumentScanner } from '../../src/decode/wasm/document-scanner.js';
import { Unavailable } from '../../src/decode/wasm/unavailable.js';
import { gunzip } from '../../src/decode/content/gunzip.js';
import { gzipMember } from '../../src/decode/wasm/gzip-member.js';
import { corpus } from './corpus.js';
import { reportBench } from '../report.js';

const scanner = DocumentScanner.create();
if (scanner instanceof Unavailable) throw scanner;
const sizes = { small: corpus(40, 0), usual: corpus(300, 0), large: corpus(8000, 0) };
const bench = new Bench({ time: 400, iterations: 8, warmupIterations: 4 });
const bytes = new Map<string, number>();

for (const [size, { json, gzip }] of Object.entries(sizes)) {
  const add = (name: string, inflate: () => Buffer): void => {
    const task = `${size} (${(json.length / 1e6).toFixed(2)} MB): ${name}`;
    if (!inflate().equals(json)) throw new Error(`${task} gives something else`);
    bytes.set(task, json.length);
    bench.add(task, inflate);
  };
  const { from, crc } = gzipMember(gzip)!;
  const inflate = (): Buffer => {
    const memory = scanner.start(json.length, null, false, gzip.length)!;
    scanner.startInflate(gzip.subarray(from));
    scanner.inflate(json.length);
    return memory;
  };
  add('in WebAssembly', inflate);
  add('in WebAssembly, with its checksum', () => {
    const content = inflate();
    if (scanner.checksum() !== crc) throw new Error('another checksum');
    return content;
  });
  add('gunzip', () => gunzip(gzip, DEFAULT_LIMITS).bytes);
  for (const chunkSize of [16, 256, 1024].map((kib) => kib * 1024)) {
    add(`zlib, chunks of ${chunkSize / 1024} KiB`, () => gunzipSync(gzip, { chunkSize }));
  }
  add('zlib, one chunk', () => gunzipSync(gzip, { chunkSize: json.length + 1 }));
}
await bench.run();
reportBench(bench, { unit: 'MB/s', per: (task) => bytes.get(task)! });
