import { expect, test } from 'vitest';
import { corpus } from '../../../bench/decode/corpus.js';
import { DEFAULT_LIMITS } from '../../../src/decode/decode-limits.js';
import { ObjectScanner } from '../../../src/decode/wasm/object-scanner.js';
import { gzipMember, TRAILER_BYTES } from '../../../src/decode/wasm/gzip-member.js';
import { Random } from '../../../src/simulate/random.js';
import { cases } from '../../support/thorough.js';
import { available } from './available.js';
import { randomBytes } from './deflate-streams.js';
import { encode, ENCODERS, isInstalled } from './encoders.js';
import { compare } from './inflate-both.js';

/* What other encoders than zlib write is read by the fast path, at all their levels (two of each in a short run). */

const scanner = available(ObjectScanner.create());
const random = new Random(20_260_101);
const documents = [1, 10, 100, 900].map((records) => corpus(records, 0.1).json);
const others = [
  ...[1, 300, 5000, 120_000].map((length) => randomBytes(random, length)),
  Buffer.from(randomBytes(random, 50_000).toString('hex')),
  Buffer.alloc(300_000, 'a'),
];

for (const encoder of ENCODERS) {
  const { name, debianPackage, modes } = encoder;
  const isMissing = !isInstalled(encoder);
  const note = isMissing ? ` (skipped: install the Debian package ${debianPackage})` : '';
  test.skipIf(isMissing).each(cases(modes, 2).map((mode) => [mode.join(' '), mode] as const))(
    `${name} %s: the fast path reads what it writes${note}`,
    (_, mode) => {
      let read = 0;
      for (const content of [...documents, ...others]) {
        if (content.length > encoder.most) continue;
        const stored = encode(encoder, mode, content);
        const member = gzipMember(stored);
        expect(member?.length).toBe(content.length);
        expect(compare(stored.subarray(member!.from, -TRAILER_BYTES))).toBe('equal');
        if (!documents.includes(content)) continue;
        expect(scanner.scan(stored, null, DEFAULT_LIMITS)?.content.equals(content)).toBe(true);
        read++;
      }
      expect(read).toBeGreaterThanOrEqual(3);
    },
  );
}
