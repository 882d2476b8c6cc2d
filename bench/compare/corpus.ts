import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { answerDigest, bucketOf, type RightAnswer } from './answer.js';
import { Random } from '../../src/simulate/random.js';
import { ACCOUNT, record } from '../records/record.js';

/** What determines a corpus. */
export interface CorpusShape {
  readonly objects: number;
  /** Records of an object: objects take turns from the least to the most. */
  readonly records: readonly [least: number, most: number];
  /** Share of records that are retrievals in every `every`-th object. Other objects have none. */
  readonly share: number;
  readonly every: number;
  /**
   * Names that each object has, as hard links. Every name has the same event ids, so no more retrievals are
   * counted and the state does not grow. @default 1
   */
  readonly names?: number;
}

/** A corpus on disk, and the right answer for it. */
export interface Corpus extends RightAnswer {
  /** The source to scan. */
  readonly folder: string;
  /** The one folder that holds all objects. */
  readonly leaf: string;
  /** Names of the objects in `leaf`. */
  readonly files: readonly string[];
  readonly records: number;
  /** Bytes of all objects as they are stored. */
  readonly stored: number;
}

/** 2026-03-01T00:00:00Z; object `n` holds the records of the `n`-th bucket after it, modulo a day. */
const START = 1_772_323_200;
const BUCKETS = 288;
/** Raise it when the same shape produces other bytes. */
const GENERATOR = 4;

/** The folder in which corpora are kept from one run to the next. */
export const CACHE = join(tmpdir(), 'trailspike-bench');

/** The corpus of a shape, in CloudTrail's layout: written at the first request, then kept. */
export function corpusOf(shape: CorpusShape, cache = CACHE): Corpus {
  const key = createHash('sha256')
    .update(JSON.stringify([GENERATOR, shape]))
    .digest('hex')
    .slice(0, 16);
  const place = join(cache, key);
  const manifest = join(place, 'corpus.json');
  if (!existsSync(manifest)) {
    const unfinished = `${place}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    writeCorpus(unfinished, shape);
    rmSync(place, { recursive: true, force: true });
    renameSync(unfinished, place);
  }
  const known = JSON.parse(readFileSync(manifest, 'utf8')) as Omit<Corpus, 'folder' | 'leaf'>;
  return { ...known, folder: join(place, 'trail'), leaf: join(place, LEAF) };
}

const LEAF = `trail/AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/03/01`;

function writeCorpus(place: string, shape: CorpusShape): void {
  const leaf = join(place, LEAF);
  mkdirSync(leaf, { recursive: true });
  const [least, most] = shape.records;
  const files: string[] = [];
  const counts = new Map<string, number>();
  const sum = { records: 0, retrievals: 0, stored: 0, inflated: 0 };
  for (let n = 0; n < shape.objects; n++) {
    const start = START + (n % BUCKETS) * 300;
    const random = new Random(n);
    const records = Array.from({ length: least + (n % (most - least + 1)) }, () => {
      const isRetrieval = n % shape.every === 0 && random.chance(shape.share);
      const one = record(random, start + random.between(0, 299), isRetrieval);
      if (isRetrieval) {
        const cell = `${one.userIdentity.arn} ${bucketOf(one.eventTime)}`;
        counts.set(cell, (counts.get(cell) ?? 0) + 1);
        sum.retrievals++;
      }
      return one;
    });
    const text = JSON.stringify({ Records: records });
    const bytes = gzipSync(text);
    const names = Array.from({ length: shape.names ?? 1 }, (_, copy) => objectName(start + 300, n, copy));
    writeFileSync(join(leaf, names[0]!), bytes);
    for (const name of names.slice(1)) linkSync(join(leaf, names[0]!), join(leaf, name));
    files.push(...names);
    sum.records += records.length * names.length;
    sum.stored += bytes.length * names.length;
    sum.inflated += Buffer.byteLength(text) * names.length;
  }
  const known = { files, ...sum, cells: counts.size, digest: answerDigest(counts) };
  writeFileSync(join(place, 'corpus.json'), JSON.stringify(known));
}

function objectName(deliveredAt: number, n: number, copy: number): string {
  const minute = `${new Date(deliveredAt * 1000).toISOString().slice(0, 16).replace(/[-:]/g, '')}Z`;
  const id = `${copy.toString(36).padStart(4, '0')}${n.toString(36).padStart(12, '0')}`;
  return `${ACCOUNT}_CloudTrail_us-east-1_${minute}_${id}.json.gz`;
}
