import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitRecords } from '../../../src/decode/reference/record-splitter.js';
import { documents } from '../documents.js';
import { oracleRecords } from '../oracle.js';
import { runs } from '../../support/thorough.js';

function parsedRecords(bytes: Buffer, until?: number): unknown[] {
  return splitRecords(bytes, until).records.map(
    ({ start, end }) => JSON.parse(bytes.toString('utf8', start, end)) as unknown,
  );
}

test('finds the same records as JSON.parse in every document', () => {
  fc.assert(
    fc.property(documents, ({ values, bytes }) => {
      expect(splitRecords(bytes).failure).toBeNull();
      expect(parsedRecords(bytes)).toEqual(oracleRecords(values));
    }),
    { numRuns: runs(1000) },
  );
});

test('returns the depth of each record', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
  // A value under a duplicate name counts for the depth too, so the parsed record can have a smaller depth.
  fc.assert(
    fc.property(documents, ({ values, bytes }) => {
      const depths = oracleRecords(values).map(depthOf);
      expect(splitRecords(bytes).records.map(({ depth }, index) => depth >= depths[index]!)).not.toContain(
        false,
      );
    }),
    { numRuns: runs(500) },
  );
  const nested = Buffer.from('{"a":1} {"a":{}} {"Records":[{"b":"[[[","a":[{"c":[]}]},{}]}');
  expect(splitRecords(nested).records.map(({ depth }) => depth)).toEqual([1, 2, 4, 1]);
});

test('with until, finds every record that starts before it', () => {
  fc.assert(
    fc.property(documents, fc.double({ min: 0, max: 1, noNaN: true }), ({ bytes }, share) => {
      fc.pre(!bytes.includes('\\u')); // the caller must exclude escaped keys after `until`
      const until = Math.floor(share * bytes.length);
      const all = splitRecords(bytes).records;
      const some = splitRecords(bytes, until).records;
      expect(some).toEqual(all.slice(0, some.length));
      expect(all.slice(some.length).filter(({ start }) => start <= until)).toEqual([]);
    }),
    { numRuns: runs(1000) },
  );
});

test('with until, the rest is not read', () => {
  const bytes = Buffer.from(`{"Records":[{"a":1},{"a":2},{"a":3}]} trailing damage`);
  expect(parsedRecords(bytes, 22)).toEqual([{ a: 1 }, { a: 2 }]);
  expect(splitRecords(bytes, 22).failure).toBeNull();
  expect(splitRecords(bytes).failure).toMatchObject({
    reason: 'malformedJson',
    offset: bytes.indexOf('trailing'),
  });
});

test.each([
  ['Records twice: the last one counts', '{"Records":[{"a":1}],"Records":[{"a":2}]}', [{ a: 2 }]],
  ['an empty second Records replaces the first one', '{"Records":[{"a":1}],"Records":[]}', []],
  [
    'a second Records that is not an array: the object is the record',
    '{"Records":[{"a":1}],"Records":5}',
    [{ Records: 5 }],
  ],
  ['a first Records that is not an array', '{"Records":5,"Records":[{"a":1}]}', [{ a: 1 }]],
  ['an escaped key', '{"\\u0052ec\\u006Frds":[{"a":1}]}', [{ a: 1 }]],
  ['a key that only looks escaped', '{"\\\\u0052ecords":[{"a":1}]}', [{ '\\u0052ecords': [{ a: 1 }] }]],
  [
    'Records inside __proto__ do not count',
    '{"__proto__":{"Records":[{"a":1}]}}',
    [JSON.parse('{"__proto__":{"Records":[{"a":1}]}}')],
  ],
  [
    'nested Records',
    '{"x":{"Records":[{"a":1}]},"Records":[{"Records":[{"a":2}]}]}',
    [{ Records: [{ a: 2 }] }],
  ],
  ['no objects, no records', '{"Records":[1,"{}",null,[{"a":1}],true]}', []],
  ['values without a gap', '{"a":1}{"a":2}[{"a":3}]"x"{"Records":[]}4 null', [{ a: 1 }, { a: 2 }, { a: 3 }]],
  ['nothing', ' \n', []],
])('%s', (_, document, expected) => {
  expect(splitRecords(Buffer.from(document)).failure).toBeNull();
  expect(parsedRecords(Buffer.from(document))).toEqual(expected);
});

test.each([
  ['its own key', '"Records":[{"a":1}]', [{ a: 1 }]],
  ['its own key, escaped', '"\\u0052ecords":[{"a":1}]', [{ a: 1 }]],
  ['a nested key', '"b":{"Records":[{"a":1}]}', undefined],
  ['a string with an escape', '"b":"\\u0041"', undefined],
])('an object with a key Records far from its start: %s', (_, member, own) => {
  const document = `{"a":0}\n{"pad":"${'x'.repeat(10_000)}",${member}}\n{"a":2}`;
  const middle = own ?? [JSON.parse(document.split('\n')[1]!) as unknown];
  expect(parsedRecords(Buffer.from(document))).toEqual([{ a: 0 }, ...middle, { a: 2 }]);
});

test.each([
  ['{"Records":[{"a":1},{"a":2]}', 'malformedJson', 1],
  ['{"Records":[{"a":1} {"a":2}]}', 'malformedJson', 1],
  ['{"Records":[{"a":1},]}', 'malformedJson', 1],
  ['{"Records":[,{"a":1}]}', 'malformedJson', 0],
  ['{"Records":[{"a":1}],}', 'malformedJson', 1],
  ['{"Records":[{"a":1}];}', 'malformedJson', 1],
  ['{"Records" [{"a":1}]}', 'malformedJson', 0],
  ['{"Records":[{"a":1}],Records:1}', 'malformedJson', 1],
  ['{"Records":[{"a":1}],"n":01}', 'malformedJson', 1],
  ['[{"a":1}]]', 'malformedJson', 1],
  ['{"a":1}\n{"a":2}\nplain text', 'malformedJson', 2],
  ['{"a":1}\n{"a":', 'truncatedJson', 1],
  ['[{"a":1},tru', 'truncatedJson', 1],
  ['[{"a":1},{"b":"\\', 'truncatedJson', 1],
  ['\u00ef\u00bb', 'truncatedJson', 0],
])('%s is %s after %i records', (document, reason, records) => {
  const split = splitRecords(Buffer.from(document, document.startsWith('\u00ef') ? 'latin1' : 'utf8'));
  expect(split.failure?.reason).toBe(reason);
  expect(split.records.length).toBe(records);
});

test('very deep nesting does not throw and needs no memory', () => {
  const deep = '{"a":'.repeat(1_000_000);
  expect(splitRecords(Buffer.from(`{"Records":[{"b":1},${deep}`))).toMatchObject({
    records: [{ start: 12, end: 19, depth: 1 }],
    failure: { reason: 'truncatedJson', offset: 20 + deep.length },
  });
});
