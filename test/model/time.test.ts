import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  parseEventTime,
  formatInstant,
  MAX_TIME,
  parseInstant,
  plainInstantIn,
} from '../../src/model/time.js';
import { runs } from '../support/thorough.js';

test('reads every second that it writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MAX_TIME - 1 }), (seconds) => {
      expect(parseInstant(formatInstant(seconds))).toBe(seconds);
    }),
    { numRuns: runs(5000) },
  );
});

test('reads every day of the century, and no other', () => {
  for (let year = 2000; year < 2100; year++) {
    for (let month = 0; month <= 13; month++) {
      for (const day of [0, 1, 28, 29, 30, 31, 32]) {
        const digits = (value: number): string => String(value).padStart(2, '0');
        const text = `${year}-${digits(month)}-${digits(day)}T00:00:00Z`;
        const date = new Date(Date.UTC(year, month - 1, day));
        const isDay = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1;
        expect([text, parseInstant(text)]).toEqual([text, isDay ? date.getTime() / 1000 : undefined]);
      }
    }
  }
});

test('one character more, fewer or different gives the same result as with a written-out zone', () => {
  // `+00:00` is the same instant as `Z`, and takes the longer way.
  const plain = '2026-03-01T12:00:05Z';
  fc.assert(
    fc.property(
      fc.nat(18),
      fc.constantFrom('0', '1', '2', '3', '5', '6', '9', '-', ':', 'T', 'Z', ' ', '/', '٣', ''),
      (at, letter) => {
        const changed = plain.slice(0, at) + letter + plain.slice(at + 1);
        expect(parseInstant(changed)).toBe(parseInstant(changed.replace(/Z$/, '+00:00')));
      },
    ),
    { numRuns: runs(2000) },
  );
});

test('bytes of a text give what the text gives, or nothing', () => {
  const instant = fc.integer({ min: 946_684_800, max: MAX_TIME - 1 }).map(formatInstant);
  const changed = fc
    .tuple(
      instant,
      fc.nat(19),
      fc.constantFrom('0', '1', '2', '3', '6', '9', '-', ':', '/', ';', 'T', 'Z', ' ', '.'),
    )
    .map(([text, at, letter]) => text.slice(0, at) + letter + text.slice(at + 1));
  const any = fc.oneof(
    instant,
    changed,
    fc.constantFrom('', '2026-03-01T12:00:05+00:00', '2028-02-29T00:00:00Z'),
  );
  fc.assert(
    fc.property(any, fc.nat(3), (text, before) => {
      const bytes = Buffer.from(`${'9'.repeat(before)}${text}9`);
      const read = plainInstantIn(bytes, before, text.length);
      // A leap day is left to the text.
      const isPlain = /^20.{18}$/.test(text) && !text.startsWith('02-29', 5);
      expect(read).toBe(isPlain ? parseInstant(text) : undefined);
    }),
    { numRuns: runs(5000) },
  );
});

test.each([
  '2026-03-01T12:00:05Z',
  '2026-03-01 12:00:05',
  '2026-03-01 12:00:05.000',
  '2026-03-01 12:00:05.999999 UTC',
  '2026-03-01T13:00:05+01:00',
  '2026-03-01 13:00:05+0100',
  '2026-03-01 12:00:05+00',
  '1772366405',
  '1772366405000',
  '1772366405999',
  '1772366405000000',
  '1772366405.25',
])('the time of an event can be written as %s', (text) => {
  expect(parseEventTime(text)).toBe(1_772_366_405);
});

test.each(['2026-03-01 12:00', '2026-03-01T12:00Z'])('%s has no seconds', (text) => {
  expect(parseEventTime(text)).toBe(1_772_366_400);
});

test.each([
  '',
  'yesterday',
  '2026-03-01',
  '2026-02-30 12:00:05',
  '2026-03-01 25:00:05',
  '01/03/2026 12:00:05',
  '12',
  '99999999999999999999',
  '2026-03-01T12:00,05Z',
])('%j is no time of an event', (text) => {
  expect(parseEventTime(text)).toBeUndefined();
});
