import { gzipSync } from 'node:zlib';
import { Random } from '../../src/simulate/random.js';
import { record } from '../records/record.js';

/** A document as CloudTrail writes it, and what is in it. */
export interface Corpus {
  readonly json: Buffer;
  readonly gzip: Buffer;
  readonly records: number;
  /** Records that are GetSecretValue. */
  readonly matches: number;
}

/** 2026-03-01T12:00:00Z */
const TIME = 1_772_366_400;

/**
 * One document of `records` records, about 1.25 KB each, of which every `1 / share`-th is a GetSecretValue (none if `share` is 0).
 * Always the same for the same arguments.
 */
export function corpus(records: number, share: number): Corpus {
  const random = new Random(records, share * 1e6);
  const every = share > 0 ? Math.round(1 / share) : 0;
  let matches = 0;
  const texts: string[] = [];
  for (let index = 0; index < records; index++) {
    const match = every > 0 && index % every === every >> 1;
    if (match) matches++;
    texts.push(JSON.stringify(record(random, TIME + random.between(0, 299), match)));
  }
  const json = Buffer.from(`{"Records":[${texts.join(',')}]}`);
  return { json, gzip: gzipSync(json), records, matches };
}
