/** Time to hash one text: `npx tsx bench/base/hash.bench.ts`. */
import { createHash } from 'node:crypto';
import { Bench } from 'tinybench';
import { hash64, hash64Bytes, hex16, mix } from '../../src/base/hash.js';
import { reportBench } from '../report.js';

const TEXTS = 1000;
const out = new Uint32Array(2);

/** Different texts, each flat in memory, as in parsed JSON. */
const texts = (make: (index: number) => string): string[] =>
  Array.from({ length: TEXTS }, (_, index) => Buffer.from(make(index)).toString());

const eventIds = texts((i) => `0a1b2c3d-4e5f-6071-8293-${i.toString(16).padStart(12, '0')}`);
const arns = texts(
  (i) => `arn:aws:sts::123456789012:assumed-role/application/i-${String(i).padStart(17, '0')}`,
);
const accented = texts((i) => `eu-west-1:123456789012:clé/d’accès/déjà/vu/${i}`);
const bytes = arns.map((text) => Buffer.from(text));

hash64('The quick brown fox jumps over the lazy dog', out);
if (hex16(out[0]!, out[1]!) !== '2f1583c3ecee2c67') throw new Error('hash64 is not MurmurHash3_x86_128');
if (new Set(arns.map((text) => (hash64(text, out), hex16(out[0]!, out[1]!)))).size !== TEXTS) {
  throw new Error('hash64 has collisions');
}

const bench = new Bench({ name: 'hash', time: 300 });
let next = 0;
const each = <T>(list: readonly T[], hash: (item: T) => void): (() => void) => {
  return () => {
    for (let i = 0; i < TEXTS; i++) hash(list[i]!);
  };
};
bench.add(
  'hash64, event id, 36 characters',
  each(eventIds, (text) => hash64(text, out)),
);
bench.add(
  'hash64, ARN, 70 characters',
  each(arns, (text) => hash64(text, out)),
);
bench.add(
  'hash64, 46 characters, not ASCII',
  each(accented, (text) => hash64(text, out)),
);
bench.add(
  'hash64Bytes, 70 bytes',
  each(bytes, (array) => hash64Bytes(array, out)),
);
bench.add(
  'mix',
  each(arns, () => mix(1, 2, next++, out)),
);
bench.add(
  'node:crypto md5, 70 characters',
  each(arns, (text) => void createHash('md5').update(text).digest()),
);
await bench.run();

reportBench(bench, { unit: 'ns', per: () => TEXTS });
