import fc from 'fast-check';
import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import {
  accountValues,
  durationValue,
  listValues,
  sliceValue,
  regionValues,
  timeValue,
  wholeNumber,
} from '../../src/cli/values.js';
import { formatInstant, MAX_TIME } from '../../src/model/time.js';

const refused = (parse: (text: string) => unknown, text: string): void =>
  expect(() => parse(text), JSON.stringify(text)).toThrow(InvalidArgumentError);

describe('a time', () => {
  test.each([
    ['2026-03-01', 1_772_323_200],
    ['2026-03-01T12:00:05Z', 1_772_366_405],
    ['2026-03-01T12:00:05.999Z', 1_772_366_405],
    ['2026-03-01T14:00:05+02:00', 1_772_366_405],
    ['1970-01-01', 0],
    ['2024-02-29', 1_709_164_800],
  ])('%s', (text, seconds) => expect(timeValue(text)).toBe(seconds));

  test.each([
    '',
    'yesterday',
    '2026',
    '2026-03',
    '2026-3-1',
    '2026-13-01',
    '2026-00-10',
    '2026-03-32',
    '2026-02-30', // no such day, and not 2 March
    '2025-02-29',
    '2026-04-31T12:00:00Z',
    '2026-03-01T12:00:05', // no zone
    '2026-03-01T12:00Z',
    '2026-03-01 12:00:05Z',
    '2026-03-01T25:00:00Z',
    '1969-12-31',
    '2107-01-01',
    '1772366405',
    '2026-03-01T12:00:05Z ',
  ])('not %j', (text) => refused(timeValue, text));

  test('is parsed as formatInstant writes it', () => {
    fc.assert(
      fc.property(fc.nat({ max: MAX_TIME - 1 }), (seconds) => {
        expect(timeValue(formatInstant(seconds))).toBe(seconds);
        const day = formatInstant(seconds).slice(0, 10);
        expect(timeValue(day)).toBe(seconds - (seconds % 86_400));
      }),
    );
  });
});

describe('a duration', () => {
  test.each([
    ['0', 0],
    ['45s', 45],
    ['90m', 5400],
    ['36h', 129_600],
    ['14d', 1_209_600],
    ['2w', 1_209_600],
    ['0d', 0],
    ['007d', 604_800],
  ])('%s', (text, seconds) => expect(durationValue(text)).toBe(seconds));

  test.each(['', '14', 'd', '-1d', '1.5h', '1 d', '1D', '1y', '1mo', '1d12h', 'd1', '9999999d', '1d\n'])(
    'not %j',
    (text) => refused(durationValue, text),
  );
});

describe('a listing slice', () => {
  test.each([
    ['1/1', 1, 1],
    ['2/8', 2, 8],
    ['8/8', 8, 8],
  ])('%s', (text, part, of) => expect(sliceValue(text)).toEqual({ slice: { part, of }, engine: null }));

  test.each([
    '',
    '0/8',
    '9/8',
    '0/0',
    '1/0',
    '8',
    '1/2/3',
    '-1/8',
    '1.5/8',
    '1 / 8',
    'a/b',
    '1/',
    '/8',
    '½',
    'auto/',
    'auto/0',
    'Auto',
    'auto/x',
  ])('not %j', (text) => refused(sliceValue, text));

  test('accepts every part of n and no other', () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999 }), fc.nat({ max: 999_999 }), (part, of) => {
        const text = `${part}/${of}`;
        if (part >= 1 && part <= of) expect(sliceValue(text)).toEqual({ slice: { part, of }, engine: null });
        else refused(sliceValue, text);
      }),
    );
  });
});

describe('a whole number', () => {
  const parse = wholeNumber(1, 64);
  test.each(['1', '64', '08'])('%s', (text) => expect(parse(text)).toBe(Number(text)));
  test.each(['', '0', '65', '-1', '1.0', '1e1', '0x10', ' 1', 'NaN', 'Infinity', '٣'])('not %j', (text) =>
    refused(parse, text),
  );
  test('the message names both limits', () => {
    expect(() => parse('65')).toThrow('1 to 64');
  });
});

describe('lists', () => {
  test('collect in order, and do not change the earlier list', () => {
    const first = accountValues('111111111111');
    expect(accountValues('000000000000', first)).toEqual(['111111111111', '000000000000']);
    expect(first).toEqual(['111111111111']);
    expect(regionValues('us-gov-west-1', regionValues('eu-central-1'))).toEqual([
      'eu-central-1',
      'us-gov-west-1',
    ]);
  });

  test('are separated by commas or repeated', () => {
    expect(listValues('a, b')).toEqual(['a', 'b']);
    expect(listValues('c', listValues('a,b'))).toEqual(['a', 'b', 'c']);
    expect(listValues('')).toEqual(['']);
    expect(listValues('a,,b')).toEqual(['a', '', 'b']);
  });

  test.each(['', '123', '1234567890123', '11111111111a', ' 111111111111'])('%j is no account', (text) =>
    refused((one) => accountValues(one), text),
  );

  test.each(['', 'Frankfurt', 'EU-CENTRAL-1', 'eu', 'eu_central_1', 'eu-central-1/', '../eu-central-1'])(
    '%j is no region',
    (text) => refused((one) => regionValues(one), text),
  );
});
