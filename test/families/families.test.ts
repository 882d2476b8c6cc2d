import { expect, test } from 'vitest';
import { FAMILIES, familyCalls } from '../../src/families/registry.js';
import { familySuite } from './family-suite.js';

for (const family of FAMILIES) familySuite(family);

test('each family has a unique name and unique calls', () => {
  const names = FAMILIES.map(({ name }) => name);
  const calls = familyCalls().map(({ family, eventName }) => `${family.eventSource} ${eventName}`);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(calls).size).toBe(calls.length);
});
