import { expect, test } from 'vitest';
import { documentedCommands, firstMissing } from './documented.js';

test('commands and their outputs are taken from console blocks only', () => {
  const text = '```sh\n$ no\n```\n```console\n$ one\na\nb\n$ two\n```\n';
  expect(documentedCommands(text)).toEqual([
    { command: 'one', output: ['a', 'b'] },
    { command: 'two', output: [] },
  ]);
});

test('what is not cut has to be there, in order and next to each other', () => {
  const real = ['a', 'b', 'c', 'd'];
  for (const shown of [['a', '…'], ['…', 'b', '…', 'd'], ['a', '…', 'c', 'd'], ['…', 'b', 'c', '…'], real])
    expect(firstMissing(shown, real)).toBe(undefined);
  expect(firstMissing(['a', 'c', '…'], real)).toBe('c');
  expect(firstMissing(['…', 'd', '…', 'b'], real)).toBe('b');
  expect(firstMissing(['a', 'b'], real)).toContain('c');
  expect(firstMissing(['ab…'], ['abc'])).toBe(undefined);
  expect(firstMissing(['ab'], ['abc'])).toBe('ab');
});
