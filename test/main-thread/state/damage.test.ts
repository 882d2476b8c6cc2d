import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Progress } from '../../../src/main-thread/progress.js';
import { TrailspikeError } from '../../../src/model/errors.js';
import { directoryWriter } from '../../../src/simulate/directory-writer.js';
import { Random, seedWord } from '../../../src/simulate/random.js';
import { simulate } from '../../../src/simulate/simulate.js';
import { scanTo, type RunOutput } from '../../support/run-output.js';
import { seedOf } from '../../support/seeds.js';
import { temporaryFolder } from '../../support/temporary.js';

/** `npm run test:thorough` damages many places of each file, `npm test` a few. */
const THOROUGH = process.env['TRAILSPIKE_THOROUGH'] === '1';
const seed = seedOf('DISK_SEED');
const random = new Random(seedWord(seed));

const organisation = temporaryFolder();
let whole: RunOutput;
/** Copies of one state: after a part of the objects, with logs that no snapshot holds yet, and after all objects. */
const [early, killed, late] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];

const oneOf = (names: readonly string[]): string => names[Math.floor(random.float() * names.length)]!;
/** Snapshots, logs of batches, and each other file by itself. */
const kindOf = (name: string): string => name.replace(/-.*/, '');
const filesOf = (state: string): string[] =>
  readdirSync(state, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(state, name)).isFile())
    .sort();
const copyOf = (state: string): string => {
  const copy = temporaryFolder();
  cpSync(state, copy, { recursive: true });
  return copy;
};
const scanWith = (state: string): Promise<RunOutput> =>
  scanTo({ sources: [organisation], state, shards: 1, threads: 1 });

beforeAll(async () => {
  await simulate({ days: 6, identities: 6, seed: 9, thefts: 2, noise: 0.1 }, directoryWriter(organisation));
  rmSync(join(organisation, 'labels.json')); // JSON beside a trail is read, too
  const objects = readdirSync(organisation, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json.gz'))
    .sort();
  const hidden = temporaryFolder();
  const hide = (names: readonly string[], from: string, to: string): void => {
    for (const name of names) {
      mkdirSync(dirname(join(to, name)), { recursive: true });
      renameSync(join(from, name), join(to, name));
    }
  };
  const second = objects.slice(objects.length >> 1);
  const state = temporaryFolder();
  hide(second, organisation, hidden);
  await scanWith(state);
  cpSync(state, early, { recursive: true });
  hide(second, hidden, organisation);
  // Stopped when everything is durable in logs: the state as a kill leaves it.
  const [controller, progress] = [new AbortController(), new Progress()];
  const stopped = scanTo({
    sources: [organisation],
    state,
    shards: 1,
    threads: 1,
    checkpointEvery: 0,
    signal: controller.signal,
    progress,
  });
  const watch = setInterval(() => {
    if (progress.finished - progress.alreadyProcessed > second.length >> 2)
      controller.abort(new Error('enough'));
  }, 1);
  await expect(stopped).rejects.toThrow('enough');
  clearInterval(watch);
  cpSync(state, killed, { recursive: true });
  await scanWith(state);
  cpSync(state, late, { recursive: true });
  whole = await scanTo({ sources: [organisation], shards: 1, threads: 1 });
}, 120_000);

/** What may happen to a file of a state. Each changes it, or returns false where it cannot. */
const DAMAGES: Readonly<Record<string, (state: string, name: string) => boolean>> = {
  flipped: (state, name) => {
    const bytes = readFileSync(join(state, name));
    const at = Math.floor(random.float() * bytes.length);
    bytes[at]! ^= 1 << Math.floor(random.float() * 8);
    writeFileSync(join(state, name), bytes);
    return true;
  },
  cut: (state, name) => {
    const { size } = statSync(join(state, name));
    truncateSync(join(state, name), Math.floor(random.float() * size));
    return true;
  },
  emptied: (state, name) => {
    truncateSync(join(state, name), 0);
    return true;
  },
  'followed by zeros': (state, name) => {
    writeFileSync(join(state, name), new Uint8Array(1 + Math.floor(random.float() * 5000)), { flag: 'a' });
    return true;
  },
  removed: (state, name) => {
    rmSync(join(state, name));
    return true;
  },
  'swapped with another of its kind': (state, name) => {
    const others = filesOf(state).filter((one) => one !== name && extname(one) === extname(name));
    const other = others[Math.floor(random.float() * others.length)];
    if (other === undefined) return false;
    renameSync(join(state, name), join(state, 'aside'));
    renameSync(join(state, other), join(state, name));
    renameSync(join(state, 'aside'), join(state, other));
    return true;
  },
  'replaced by one of an earlier generation': (state, name) => {
    const shard = /profiles-\d+/.exec(name)?.[0];
    const earlier = filesOf(early).find(
      (one) => one === name || (shard !== undefined && one.includes(shard)),
    );
    if (earlier === undefined) return false;
    copyFileSync(join(early, earlier), join(state, name));
    return true;
  },
};

/** The same result as undamaged, or an error that says which state is damaged. @returns what it was */
async function expectNamedOrSame(state: string, what: string): Promise<'named' | 'same'> {
  try {
    const { signals, buckets } = await scanWith(state);
    expect(buckets, what).toBe(whole.buckets);
    expect(signals, what).toBe(whole.signals);
    return 'same';
  } catch (error) {
    if (!(error instanceof TrailspikeError)) throw error;
    expect(error, what).toMatchObject({ code: 'E_STATE_DAMAGED' });
    expect(error.message, what).toContain(state);
    return 'named';
  }
}

describe(`DISK_SEED=${seed}`, () => {
  test('a state with any damage gives the same result or an error that names it', async () => {
    for (let round = 0; round < (THOROUGH ? 6 : 1); round++) {
      for (const [damage, apply] of Object.entries(DAMAGES)) {
        for (const original of [killed, late]) {
          const all = filesOf(original);
          const names = [...new Set(all.map(kindOf))].map((kind) =>
            oneOf(all.filter((name) => kindOf(name) === kind)),
          );
          const chosen = THOROUGH ? names : [oneOf(names)];
          for (const name of chosen) {
            const state = copyOf(original);
            if (apply(state, name)) await expectNamedOrSame(state, `${name} ${damage}`);
          }
        }
      }
    }
  }, 600_000);

  test('generations that are mixed give an error that names the file', async () => {
    const isSnapshot = (name: string): boolean => name.endsWith('.snapshot');
    const earlySnapshots = filesOf(early).filter(isSnapshot);
    const changed = filesOf(late).filter((name) => isSnapshot(name) && !existsSync(join(early, name)));
    expect(changed.length).toBeGreaterThan(0);

    const olderSnapshots = copyOf(late);
    for (const name of filesOf(late).filter(isSnapshot)) rmSync(join(olderSnapshots, name));
    for (const name of earlySnapshots) copyFileSync(join(early, name), join(olderSnapshots, name));
    expect(await expectNamedOrSame(olderSnapshots, 'snapshots of an earlier generation')).toBe('named');

    const underOtherNames = copyOf(late);
    for (const name of changed) {
      const earlier = earlySnapshots.find((one) => one.slice(0, -17) === name.slice(0, -17));
      if (earlier !== undefined) copyFileSync(join(early, earlier), join(underOtherNames, name));
    }
    expect(await expectNamedOrSame(underOtherNames, 'under the names of this one')).toBe('named');

    const olderLedger = copyOf(late);
    copyFileSync(join(early, 'ledger.log'), join(olderLedger, 'ledger.log'));
    expect(await expectNamedOrSame(olderLedger, 'the ledger of an earlier generation')).toBe('named');

    const both = copyOf(late);
    for (const name of filesOf(early)) copyFileSync(join(early, name), join(both, name));
    expect(await expectNamedOrSame(both, 'an earlier generation restored over this one')).toBe('same');
  }, 60_000);

  test('a state of an earlier format is refused with both formats', async () => {
    const state = copyOf(late);
    const path = join(state, 'state.json');
    const header = JSON.parse(readFileSync(path, 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...header, format: 7 }));
    await expect(scanWith(state)).rejects.toMatchObject({
      code: 'E_STATE_DAMAGED',
      message: expect.stringContaining(
        'has state format 7; this version of Trailspike reads format 8',
      ) as string,
      hint: expect.stringContaining('scan again into a new --state directory') as string,
    });
  });
});
