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

test('a user and password in a URL are not shown', () => {
  const url = 'https://user:SECRET@s3.example.com';
  expect(shownArguments(['--endpoint', url, `--endpoint=${url}`]).join(' ')).not.toMatch(/user|SECRET/);
});
