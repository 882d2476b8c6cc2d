import { beforeAll, describe, expect, test } from 'vitest';
import { scanWithThreads } from '../../src/main-thread/scan.js';
import type { Activity, ActivitySteps } from '../../src/model/activity.js';
import type { Signal } from '../../src/model/signal.js';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { simulate } from '../../src/simulate/simulate.js';
import { BUILT_ENTRIES } from '../support/run-output.js';
import { temporaryFolder } from '../support/temporary.js';

interface Bucket {
  readonly identity: string;
  readonly bucket: number;
  readonly retrievals: number;
  readonly failures: number;
}

interface Seen {
  readonly signals: readonly Signal[];
  readonly activity: readonly Activity[];
  readonly buckets: readonly Bucket[];
}

const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + one, 0);

/** What the buckets of some identities add up to in the steps of an activity. */
function expected(buckets: readonly Bucket[], { from, seconds }: ActivitySteps): [number, number, number][] {
  const steps = new Map<number, [number, number, number]>();
  for (const { bucket, retrievals, failures } of buckets) {
    if (retrievals + failures === 0) continue;
    const step = Math.floor(bucket / seconds) - from / seconds;
    const [, before, failed] = steps.get(step) ?? [step, 0, 0];
    steps.set(step, [step, before + retrievals, failed + failures]);
  }
  return [...steps.values()].sort(([a], [b]) => a - b);
}

const rows = ({ steps, retrievals, failures }: ActivitySteps): [number, number, number][] =>
  steps.map((step, index) => [step, retrievals[index]!, failures[index]!]);

describe('activity over time', () => {
  const organisation = temporaryFolder();
  const read = async (shards: number): Promise<Seen> => {
    await using run = await scanWithThreads(
      { sources: [organisation], threads: 1, shards, showInfo: true },
      BUILT_ENTRIES,
    );
    const buckets: Bucket[] = [];
    for await (const { text } of run.buckets()) {
      for (const line of text.trimEnd().split('\n')) buckets.push(JSON.parse(line) as Bucket);
    }
    expect(await run.activity()).toBe(await run.activity());
    return { signals: run.signals, activity: await run.activity(), buckets };
  };
  let seen: Seen;

  beforeAll(async () => {
    await simulate({ days: 14, identities: 30, seed: 11 }, directoryWriter(organisation));
    seen = await read(1);
  });

  test('adds up to the buckets, of all and of each signal', () => {
    const { signals, activity, buckets } = seen;
    expect(signals.length).toBeGreaterThan(2);
    const [overview] = activity;
    if (overview?.kind !== 'rule') throw new Error('the rule does not come first');
    expect(rows(overview.all)).toEqual(expected(buckets, overview.all));
    for (const { identities } of signals) {
      const line = activity.find(
        (one) => one.kind === 'identities' && one.identities.join() === identities.join(),
      );
      if (line?.kind !== 'identities') throw new Error(`nothing of ${identities.join()}`);
      const own = buckets.filter(({ identity }) => identities.includes(identity));
      expect(rows(line.own).filter(([, ...counts]) => sum(counts) > 0)).toEqual(expected(own, line.own));
      const role = line.role ?? line.own;
      expect(sum(role.retrievals)).toBeGreaterThanOrEqual(sum(line.own.retrievals));
      expect(sum(role.newItems!)).toBeGreaterThanOrEqual(sum(line.own.newItems!));
    }
  });

  test('shows the new items of a signal at its time', () => {
    for (const { identities, observed, start, end } of seen.signals) {
      const line = seen.activity.find(
        (one) => one.kind === 'identities' && one.identities.join() === identities.join(),
      );
      if (line?.kind !== 'identities') throw new Error('missing');
      const { from, seconds, steps, newItems } = line.role ?? line.own;
      const inside = newItems!.filter((_, index) => {
        const time = from + steps[index]! * seconds;
        return time + seconds > Date.parse(start) / 1000 && time < Date.parse(end) / 1000;
      });
      // Steps can be longer than the signal.
      expect(sum(inside)).toBeGreaterThanOrEqual(Math.min(observed.newSecrets, 1));
    }
  });

  test('does not depend on the number of shards', async () => {
    expect((await read(3)).activity).toEqual(seen.activity);
  });

  test('has steps that are few enough to be drawn', () => {
    for (const line of seen.activity) {
      const { steps } = line.kind === 'rule' ? line.all : (line.role ?? line.own);
      expect(steps.length).toBeLessThanOrEqual(500);
      expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
    }
  });
});
