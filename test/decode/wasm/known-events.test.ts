import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ApiEvent, parseEvent } from '../../../src/decode/cloudtrail/api-event.js';
import { KnownEvents } from '../../../src/decode/wasm/known-events.js';
import { runs } from '../../support/thorough.js';

const WORDS = 4;
const TEXT = 1;
/** Values at places 0 to 4, of which 1, 3 and 4 tell events apart. */
const PLACES = [1, 3, 4];

interface Value {
  readonly kind: number;
  readonly number: number;
}

function valuesOf(values: readonly Value[]): Uint32Array {
  const words = new Uint32Array(5 * WORDS);
  values.forEach(({ kind, number }, place) => {
    words[place * WORDS] = kind;
    words[place * WORDS + 3] = kind === TEXT ? number : 0;
  });
  return words;
}

const eventNumbered = (n: number): ApiEvent => parseEvent({ eventID: `e-${n}` });

test('gives the event that was added for equal values, as a map does', () => {
  const value = fc.record({ kind: fc.nat(7), number: fc.nat(40) });
  const records = fc.array(fc.array(value, { minLength: 5, maxLength: 5 }), { maxLength: 600 });
  fc.assert(
    fc.property(records, (all) => {
      const known = new KnownEvents(PLACES, WORDS, TEXT);
      const model = new Map<string, ApiEvent>();
      all.forEach((values, n) => {
        const told = PLACES.map((place) => values[place]!);
        const key = told.map(({ kind, number }) => (kind === TEXT ? `t${number}` : `${kind}`)).join();
        const hasNumbers = told.every(({ kind, number }) => kind !== TEXT || number > 0);
        const event = eventNumbered(n);
        expect(known.find(valuesOf(values))).toBe(hasNumbers ? model.get(key) : undefined);
        known.add(event);
        if (hasNumbers && !model.has(key)) model.set(key, event);
      });
    }),
    { numRuns: runs(60) },
  );
});

test('when it is full, it begins again', () => {
  const known = new KnownEvents(PLACES, WORDS, TEXT);
  const valuesNumbered = (n: number): Uint32Array =>
    valuesOf([0, n % 97, 0, n, 5].map((number) => ({ kind: TEXT, number: number + 1 })));
  const events = Array.from({ length: 9000 }, (_, n) => eventNumbered(n));
  for (const [n, event] of events.entries()) {
    expect(known.find(valuesNumbered(n))).toBeUndefined();
    known.add(event);
    expect(known.find(valuesNumbered(n))).toBe(event);
    if (n === 4095) expect(known.find(valuesNumbered(0))).toBe(events[0]);
  }
  expect(known.find(valuesNumbered(0))).toBeUndefined();
  expect(known.find(valuesNumbered(8999))).toBe(events[8999]);
});
