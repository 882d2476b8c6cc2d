import { expect, test } from 'vitest';
import { parseCondition } from '../../src/rule/condition.js';

test.each([
  ['a > 0.995', 'a', 0.995],
  ['a>0.995', 'a', 0.995],
  ['  a >= 0.99 ', 'a', 0.99],
  ['a > 99 5', 'a', 0.995],
  ['a > 99 05', 'a', 0.9905],
  ['a > 99.5', 'a', 0.995],
  ['a > 99', 'a', 0.99],
  ['a > 0 995', 'a', 0.995],
  ['0.995 < a', 'a', 0.995],
  ['99 5 <= secrets_read', 'secrets_read', 0.995],
  ['a > 97.3', 'a', 0.973],
])('condition: %s', (text, query, percentile) => {
  expect(parseCondition(text)).toEqual({ query, percentile });
});

test.each([
  '',
  'a',
  'a <',
  'a < 0.995',
  '0.995 > a',
  'a == 0.995',
  'a > b',
  'a > 0.9 && b > 1',
  'a > 0.99 5',
  'a > -1',
])('not a condition: %s', (text) => {
  expect(parseCondition(text)).toBeUndefined();
});
