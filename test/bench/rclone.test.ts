import { expect } from 'vitest';
import { corpusOf } from '../../bench/compare/corpus.js';
import { rclone } from '../../bench/compare/rclone.js';
import { testUnless } from '../support/skipping.js';
import { temporaryFolder } from '../support/temporary.js';

const SHAPE = { objects: 3, records: [1, 5], share: 0.5, every: 2 } as const;
const missing = rclone.version() === undefined ? `rclone is not installed: ${rclone.install}` : undefined;

testUnless(
  missing,
  'a copy has every object, again and again, and one that lacks some is an error',
  async () => {
    const corpus = corpusOf(SHAPE, temporaryFolder());
    const copy = await rclone.start(corpus);
    try {
      expect(copy.verify!()).toEqual({ inflated: corpus.inflated });
      expect(copy.run().sample.seconds).toBeGreaterThan(0);
      expect(copy.run().answer).toBeUndefined();
    } finally {
      copy.stop();
    }
    const incomplete = await rclone.start({ ...corpus, files: [...corpus.files, 'another'] });
    try {
      expect(() => incomplete.run()).toThrow(/rclone copied 3 files .* instead of 4/);
    } finally {
      incomplete.stop();
    }
  },
);
