import { expect, test } from 'vitest';
import { buildLabOrganisation } from '../../bench/detection/build-lab-organisation.js';
import { choices, SETS } from '../../bench/detection/organisations.js';
import { wilson } from '../../bench/detection/wilson.js';
import { MIXES, PERSONAS } from '../../src/simulate/persona-mix.js';
import { THEFT_SHAPES } from '../../src/simulate/thefts/theft-shape.js';

test('no organisation is both tuned on and reported on', () => {
  const sets = Object.values(SETS);
  const seeds = sets.flatMap((set) => set.seeds);
  expect(new Set(seeds).size).toBe(seeds.length);
  expect(SETS.report.seeds.length).toBeGreaterThanOrEqual(10);
  expect(SETS.report.mixes.length).toBeGreaterThanOrEqual(4);
  expect(choices(SETS.report)).toHaveLength(SETS.report.mixes.length * SETS.report.seeds.length);
});

test('what is reported on has every persona and every shape of theft', () => {
  const personas = new Set(SETS.report.mixes.flatMap((mix) => MIXES[mix]!));
  expect([...personas].sort()).toEqual(Object.keys(PERSONAS).sort());
  const { thefts } = buildLabOrganisation({
    mix: 'people',
    seed: SETS.report.seeds[0]!,
    mode: 'arn',
    identities: 60,
    days: 14,
    thefts: SETS.report.thefts,
  });
  expect(new Set(thefts.map(({ shape }) => shape))).toEqual(new Set(THEFT_SHAPES.map(({ name }) => name)));
});

test('calibration has no theft', () => {
  expect(SETS.calibration.thefts).toBe(0);
});

// Values of R's prop.test(x, n, correct = FALSE).
test.each([
  [8, 10, 0.4901625, 0.9433178],
  [0, 20, 0, 0.1611252],
  [20, 20, 0.8388748, 1],
])('Wilson’s interval of %i of %i', (hits, all, low, high) => {
  const [from, to] = wilson(hits, all);
  expect(from).toBeCloseTo(low, 6);
  expect(to).toBeCloseTo(high, 6);
});
