import { expect, test } from 'vitest';
import { CATALOGUE } from './catalogue.js';
import { simulate } from './simulate.js';

test('no two faults have one name', () => {
  expect(new Set(CATALOGUE.map(({ name }) => name)).size).toBe(CATALOGUE.length);
});

test('runs with faults give the same numbers, or name what they lost', async () => {
  const seeds = [20, 13, 3, 9, 17, 31];
  const network = new Set(CATALOGUE.filter(({ kind }) => kind === 'network').map(({ name }) => name));
  const outcomes = await Promise.all(seeds.map((seed) => simulate(seed, network)));
  expect(outcomes.filter(({ wrong }) => wrong !== undefined)).toEqual([]);
}, 120_000);

test('a run whose power is cut goes on and gives the same numbers', async () => {
  expect(await simulate(4)).toMatchObject({ end: 'power cut, same' });
}, 120_000);

test('numbers of another bucket are noticed', async () => {
  const { wrong } = await simulate(3, new Set(['chunked']), (world) => {
    world.put('more.json.gz', world.objects.values().next().value!.body.subarray(0, 40));
  });
  expect(wrong).toContain('lost without a reason: more.json.gz');
});

test('an error of a run that comes after the disturbed one is of its seed', async () => {
  const outcome = await simulate(3, new Set(['chunked']), (world) => {
    world.clean = () => {
      throw new Error('the run hangs');
    };
  });
  expect(outcome.wrong).toContain('the run hangs');
}, 60_000);
