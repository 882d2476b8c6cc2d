import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { checkState } from '../../../src/main-thread/state/state-directory.js';
import { Ledger } from '../../../src/main-thread/state/ledger.js';
import { missingSlices, missingText } from '../../../src/main-thread/state/missing-slices.js';
import { type StateSettings, readStateHeader } from '../../../src/main-thread/state/state-header.js';
import { checkFiles } from '../../../src/main-thread/state/working-directory.js';
import { addOutcome, emptyCoverage, total } from '../../../src/model/coverage.js';
import { TrailspikeError } from '../../../src/model/errors.js';
import { FrameLog } from '../../../src/storage/frame-log.js';
import { jsonLike } from '../structure/json-tree.js';
import { memoryFolder } from '../memory-folder.js';
import { structureTarget } from '../target.js';

interface Case {
  readonly header: string;
  /** Whether the header's checksum is made to fit. */
  readonly fits: boolean;
  readonly frames: readonly string[];
}

const ID = '2a6c2a5e-5a3f-4a53-9a3b-0e3a4a5d6c7b';
const SETTINGS: StateSettings = {
  measures: [
    {
      key: 'ab12cd34',
      query: '@evt.name:GetSecretValue',
      distinctFields: ['requestParameters.secretId'],
      groupBy: ['userIdentity.arn'],
      failedCalls: 'apart',
      exceptInvokedBy: [],
      exclusion: '',
      bucketDuration: 300,
    },
  ],
  identity: 'arn',
  accounts: [],
  regions: ['us-east-1'],
  hashKey: '0123456789abcdef',
};
const DONE = {
  failure: null,
  inflatedBytes: 1000,
  matched: 3,
  context: 1,
  dropped: { badEventTime: 1 },
  understood: true,
  unknown: 0,
  readOnlySeen: true,
  fallback: false,
};
const FRAMES = [
  { kind: 'state', id: ID },
  {
    kind: 'objects',
    entries: [
      { uri: 's3://trail/a', version: '"1"', size: 10, outcome: DONE },
      {
        uri: 's3://trail/b',
        version: '',
        size: 0,
        outcome: {
          ...DONE,
          failure: { reason: 'corruptGzip', detail: 'at byte 7' },
          dropped: {},
          unknown: 2,
        },
      },
    ],
  },
  {
    kind: 'objects',
    entries: [
      {
        uri: 'b',
        version: '2',
        size: 1,
        outcome: {
          failure: null,
          inflatedBytes: 1,
          matched: 0,
          dropped: {},
          fallback: false,
          readOnlySeen: false,
        },
      },
    ],
  },
  {
    kind: 'logs',
    lengths: { 'ab12cd34/batches-r-0-1-0.log': { length: 8, chain: 0 }, 'ab12cd34/batches-r-1-1-0.log': 8 },
  },
  {
    kind: 'slice',
    listing: { sources: ['s3://trail'], from: 0, to: 4294967295 },
    part: 3,
    of: 4,
    ended: true,
  },
  { kind: 'slice', listing: { sources: [], from: 1, to: 2 }, part: 1, of: 2, ended: false },
  {
    kind: 'compaction',
    snapshots: ['ab12cd34/profiles-00-0123abcd.snapshot'],
    retired: ['ab12cd34/batches-r-0-1-0.log'],
  },
];
const HEADERS = [
  { format: 8, id: ID, settings: SETTINGS, checksum: '00000000' },
  { format: 4, settings: SETTINGS },
];

function headerOf({ header, fits }: Case): string {
  if (!fits) return header;
  try {
    const value = JSON.parse(header) as Record<string, unknown>;
    const { format, id, settings } = value;
    const checksum = crc32(JSON.stringify({ format, id, settings })).toString(16).padStart(8, '0');
    return JSON.stringify({ ...value, checksum });
  } catch {
    return header;
  }
}

const folder = memoryFolder();
const ledgerFile = join(folder, 'ledger.log');

function unlessRefused(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof TrailspikeError)) throw error;
  }
}

/** Headers and ledgers with checksums that fit around a content that no Trailspike wrote. */
export const STATES = structureTarget<Case>({
  name: 'states',
  cases: () =>
    fc.record({
      header: jsonLike(HEADERS),
      fits: fc.boolean(),
      frames: fc.array(jsonLike(FRAMES), { minLength: 1, maxLength: 4 }),
    }),
  size: ({ header, frames }) => header.length + frames.join('').length,
  run(one) {
    writeFileSync(join(folder, 'state.json'), headerOf(one));
    const log = new FrameLog(ledgerFile, undefined, false);
    log.append(one.frames.map((frame) => Buffer.from(frame)));
    log.close();
    unlessRefused(() => {
      const ledger = Ledger.read(ledgerFile);
      const coverage = emptyCoverage();
      for (const outcome of ledger.outcomes()) addOutcome(coverage, outcome);
      for (const entry of ledger.failures())
        if (typeof entry.uri !== 'string') throw new Error('a failure without a name');
      const counted = [
        coverage.decoded,
        total(coverage.failed),
        total(coverage.skipped),
        total(coverage.dropped),
      ];
      const counts = [
        ...counted,
        coverage.inflatedBytes,
        coverage.matched,
        coverage.context,
        coverage.unknown,
      ];
      if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0))
        throw new Error(`it counts ${counts.join(', ')}`);
      ledger.find({ uri: 's3://trail/b', key: 'b', version: '', size: 0 });
      const joined = new Ledger();
      joined.copyFrom(ledgerFile);
      const missing = missingSlices(ledger.slices);
      for (const one of missing) missingText(one);
      if (JSON.stringify(missingSlices(joined.slices)) !== JSON.stringify(missing))
        throw new Error('other slices are missing in a copy');
      if (joined.size !== ledger.size) throw new Error(`${joined.size} objects of ${ledger.size} are copied`);
      checkFiles(folder, { id: ID, settings: SETTINGS }, ledger);
    });
    unlessRefused(() => void checkState(folder, SETTINGS));
    unlessRefused(() => {
      const { id, settings } = readStateHeader(folder);
      if (typeof (id as unknown) !== 'string') throw new Error('an id that is no text');
      for (const { key } of settings.measures)
        if (!/^[\w-]+$/.test(key)) throw new Error(`a folder "${key}"`);
    });
  },
});
