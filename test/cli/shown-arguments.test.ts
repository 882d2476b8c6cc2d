import { expect, test } from 'vitest';
import { shownArguments } from '../../src/cli/shown-arguments.js';

test('the address of a webhook is not shown, however it is given', () => {
  const url = 'https://hooks.example.com/SECRET';
  expect(shownArguments(['scan', 'a', '--notify', url, `--notify=${url}`, '--quiet'])).toEqual([
    'scan',
    'a',
    '--notify',
    '…',
    '--notify=…',
    '--quiet',
  ]);
});
