import { expect, test } from 'vitest';
import { HOLDOUT } from '../../bench/detection/drawn/holdout/index.js';

const OPTIONS = { seed: 3, identities: 60, days: 12, thefts: 30 };
const scenario = HOLDOUT.generate(OPTIONS);

test('no secret is created twice, or read ordinarily before', () => {
  const created = new Map(
    scenario.calls.flatMap(({ name, secret, time }) =>
      name === 'CreateSecret' && secret !== null ? [[secret, time] as const] : [],
    ),
  );
  expect(created.size).toBe(scenario.calls.filter(({ name }) => name === 'CreateSecret').length);
  const early = scenario.calls.filter(
    ({ theft, secret, time }) => theft === null && secret !== null && time < (created.get(secret) ?? 0),
  );
  expect(early.slice(0, 3)).toEqual([]);
});

test('most thefts are findable, not all, and each says why', () => {
  const scenarios = [scenario, ...[11, 12].map((seed) => HOLDOUT.generate({ ...OPTIONS, seed }))];
  const thefts = scenarios.flatMap((one) => one.thefts);
  const findable = thefts.filter((theft) => theft.findable).length / thefts.length;
  expect(findable).toBeGreaterThan(0.6);
  expect(findable).toBeLessThan(0.95);
  for (const { why } of thefts) expect(why).not.toBe('');
});

test('notable times are few', () => {
  expect(scenario.notable.length).toBeLessThan(OPTIONS.identities / 10);
});
