import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/decode/decode-limits.js';
import { decodeObject } from '../../src/decode/decode-object.js';
import type { Retrieval } from '../../src/model/retrieval.js';
import { decodeAll, EVERYTHING, optionsOf } from './decode-all.js';
import { documents, storage } from './documents.js';
import { oracleContext, oracleEvents, oracleRecords, oracleRetrievals } from './oracle.js';
import { positions, runs, seen } from '../support/thorough.js';

test('gives the same retrievals and context as JSON.parse, for every document and storage', () => {
  let retrievals = 0;
  let contextItems = 0;
  fc.assert(
    fc.property(documents, storage, ({ values, bytes }, store) => {
      const events = oracleEvents(values);
      const expected = oracleRetrievals(events);
      const outcome = decodeAll(store(bytes));
      expect(outcome.retrievals).toEqual(expected);
      const context = oracleContext(events);
      expect(outcome.contextEvents).toEqual(context);
      expect(outcome.context).toBeGreaterThanOrEqual(context.length);
      // A text that begins like a record and is none may be a record that was cut off.
      const isCutText = outcome.failure?.detail.startsWith('a record as text') === true;
      if (!isCutText) expect(outcome.failure?.reason ?? 'notUnderstood').toBe('notUnderstood');
      if (!isCutText && expected.length > 0) expect(outcome.failure).toBeNull();
      expect(outcome.inflatedBytes).toBe(bytes.length);
      expect(outcome.matched).toBe(expected.length + (outcome.dropped.badEventTime ?? 0));
      retrievals += expected.length;
      contextItems += context.flatMap(({ items }) => items).length;
    }),
    { numRuns: runs(1000) },
  );
  expect(retrievals).toBeGreaterThan(seen(300));
  expect(contextItems).toBeGreaterThan(seen(30));
});

function event(id: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    eventID: id,
    eventName: 'GetSecretValue',
    eventSource: 'secretsmanager.amazonaws.com',
    eventTime: '2026-03-01T12:00:05Z',
    awsRegion: 'us-east-1',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/a', accountId: '111122223333' },
    requestParameters: { secretId: 'db/one' },
    recipientAccountId: '111122223333',
    readOnly: true,
    ...more,
  };
}

const decoy = { ...event('decoy'), note: '"}],{' };
const other = event('other', {
  eventName: 'Decrypt',
  responseElements: [decoy],
  policy: JSON.stringify(decoy),
});

/** Documents as lists of parts: the text of a record with its id, or the text between the records. */
type Part = string | { readonly id: string; readonly text: string };
const part = (record: Record<string, unknown>, space?: number): Part => ({
  id: String(record['eventID']),
  text: JSON.stringify(record, null, space),
});
const DOCUMENTS: Record<string, readonly Part[]> = {
  envelope: [
    '{"Records":[',
    part(event('1')),
    ',',
    part(other),
    ',',
    part(event('2')),
    ',',
    part(event('3')),
    ']}',
  ],
  'pretty array': ['[\n', part(event('1'), 4), ',\n', part(other, 4), ',\n', part(event('2'), 4), '\n]\n'],
  lines: [part(event('1')), '\n', part(other), '\n', part(event('2')), '\n'],
  around: [
    '\ufeff{"a":"GetSecretValue \\u0041","Records":[',
    part(event('1')),
    ',7,',
    part(other),
    '],"z":[{}]}',
  ],
};

interface RecordPosition {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

function assemble(parts: readonly Part[]): { bytes: Buffer; records: readonly RecordPosition[] } {
  let bytes = Buffer.alloc(0);
  const records: RecordPosition[] = [];
  for (const part of parts) {
    const text = Buffer.from(typeof part === 'string' ? part : part.text);
    if (typeof part === 'object')
      records.push({ id: part.id, start: bytes.length, end: bytes.length + text.length });
    bytes = Buffer.concat([bytes, text]);
  }
  return { bytes, records };
}

describe.each(Object.entries(DOCUMENTS))('%s', (name, parts) => {
  const { bytes, records } = assemble(parts);
  const matching = records.filter(({ id }) => id !== 'other');
  const isWhole = (length: number): boolean =>
    name === 'lines'
      ? !records.some(({ start, end }) => start < length && length < end)
      : bytes.toString('utf8', 0, length).trim() === '' ||
        length >= bytes.toString('latin1').trimEnd().length;

  test('cut off after any byte, the records before the cut are decoded', () => {
    for (let length = 0; length <= bytes.length; length++) {
      const { retrievals, failure, matched } = decodeAll(bytes.subarray(0, length));
      const expected = matching.filter(({ end }) => end <= length).map(({ id }) => id);
      expect(retrievals.map(({ eventKey }) => eventKey)).toEqual(expected);
      expect(matched).toBe(expected.length);
      expect(failure?.reason).toBe(isWhole(length) ? undefined : 'truncatedJson');
    }
  });

  test('as gzip that is cut off after any byte, the records before the cut are decoded', () => {
    const stored = gzipSync(bytes);
    let maxFound = 0;
    for (let length = 1; length < stored.length; length++) {
      const { retrievals, failure, inflatedBytes } = decodeAll(stored.subarray(0, length));
      const expected = matching.filter(({ end }) => end <= inflatedBytes).map(({ id }) => id);
      expect(retrievals.map(({ eventKey }) => eventKey)).toEqual(expected);
      expect(failure?.reason).toBe('truncatedGzip');
      maxFound = Math.max(maxFound, retrievals.length);
    }
    expect(maxFound).toBe(matching.length);
  });

  test('with any byte changed, it does not throw and does not invent a record', () => {
    const intact = new Map(decodeAll(bytes).retrievals.map((found) => [found.eventKey, found]));
    const wrong: string[] = [];
    for (const at of positions(bytes.length)) {
      for (const byte of [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x2c, 0x20, 0x00, 0xff, bytes[at]! ^ 1]) {
        const changed = Buffer.from(bytes);
        changed[at] = byte;
        const damaged = matching.find(({ start, end }) => start <= at && at < end);
        // The changed record can be as before, or still JSON with another character.
        const changedRetrievals = damaged ? retrievalOf(changed.subarray(damaged.start, damaged.end)) : [];
        const allowed = new Set(
          [...intact.values(), ...changedRetrievals].map((retrieval) => JSON.stringify(retrieval)),
        );
        const found = decodeAll(changed).retrievals.map((retrieval) => JSON.stringify(retrieval));
        // A record directly before a missing `{` is not certain: it can also have ended too early.
        const certainEnd = records.some(({ start }) => start === at) ? at - 3 : at;
        const before = matching
          .filter(({ end }) => end <= certainEnd)
          .map(({ id }) => JSON.stringify(intact.get(id)));
        if (!found.every((text) => allowed.has(text))) wrong.push(`invents with ${byte} at ${at}`);
        if (!before.every((text, index) => found[index] === text)) wrong.push(`loses with ${byte} at ${at}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** The retrieval of the bytes of one record; empty if they are not JSON. */
function retrievalOf(bytes: Buffer): Retrieval[] {
  try {
    return oracleRetrievals(oracleRecords([bytes.toString()]), bytes);
  } catch {
    return [];
  }
}

test('gzip with any bit changed does not throw; without a failure, the result is complete', () => {
  const { bytes } = assemble(DOCUMENTS['envelope']!);
  const intact = decodeAll(bytes);
  const stored = gzipSync(bytes);
  for (let at = 0; at < stored.length; at++) {
    const changed = Buffer.from(stored);
    changed[at]! ^= 1 << (at % 8);
    const outcome = decodeAll(changed);
    if (outcome.failure === null) expect(outcome).toEqual(intact);
  }
});

test('the outcome contains the first failure', () => {
  const broken = gzipSync('{"Records":[{"eventSource":"secretsmanager.amazonaws.com",}]');
  expect(decodeAll(broken).failure?.reason).toBe('malformedJson');
  expect(decodeAll(broken.subarray(0, -1)).failure?.reason).toBe('truncatedGzip');
});

test('an incomplete document in an intact gzip is a failure, with and without a retrieval', () => {
  const failure = (text: string) => decodeAll(gzipSync(text)).failure?.reason;
  expect(failure(`{"Records":[${JSON.stringify(event('1'))},{"a":`)).toBe('truncatedJson');
  expect(failure(`{"Records":[{"a":1},{"a":2}`)).toBe('truncatedJson');
  expect(failure(`[{"a":1}`)).toBe('truncatedJson');
  expect(failure('{"a":1}\n{"a"')).toBe('truncatedJson');
  expect(failure('plain text')).toBe('notUnderstood');
  expect(failure(' \n{"eventSource":"a","eventName":"b"}\n{"a":2}\n ')).toBeUndefined();
  expect(failure('')).toBeUndefined();
});

describe('records that exceed a limit are dropped, the others are decoded', () => {
  const between = (text: string): string =>
    `{"Records":[${JSON.stringify(event('1'))},${text},${JSON.stringify(event('2'))}]}`;
  const keysAndReason = (text: string): unknown => {
    const { retrievals, failure } = decodeAll(gzipSync(text));
    return [retrievals.map(({ eventKey }) => eventKey), failure?.reason];
  };

  test('too large', () => {
    const size = DEFAULT_LIMITS.maxRecordBytes;
    const record = (bytes: number): string => {
      const empty = JSON.stringify(event('large', { pad: '' })).length;
      return JSON.stringify(event('large', { pad: 'x'.repeat(bytes - empty) }));
    };
    expect(keysAndReason(between(record(size)))).toEqual([['1', 'large', '2'], undefined]);
    expect(keysAndReason(between(record(size + 1)))).toEqual([['1', '2'], 'recordTooLarge']);
  });

  test('too deep', () => {
    const nested = (depth: number): string =>
      `{"eventSource":"secretsmanager.amazonaws.com","deep":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
    expect(keysAndReason(between(nested(DEFAULT_LIMITS.maxDepth)))).toEqual([['1', '2'], undefined]);
    expect(keysAndReason(between(nested(DEFAULT_LIMITS.maxDepth + 1)))).toEqual([
      ['1', '2'],
      'nestedTooDeep',
    ]);
    expect(keysAndReason(between(nested(300_000)))).toEqual([['1', '2'], 'nestedTooDeep']);
  });

  test('not JSON', () => {
    expect(keysAndReason(between('{"eventSource":"secretsmanager.amazonaws.com",}'))).toEqual([
      ['1', '2'],
      'malformedJson',
    ]);
  });

  test('a record that cannot match is not checked', () => {
    expect(keysAndReason(between(`{"a":"${'x'.repeat(2 ** 21)}"}`))).toEqual([['1', '2'], undefined]);
  });
});

test('a decompression bomb gives no retrievals', () => {
  const bomb = gzipSync(
    Buffer.concat([Buffer.from(`[${JSON.stringify(event('1'))},`), Buffer.alloc(2 ** 25, ' ')]),
  );
  const { retrievals, failure, inflatedBytes } = decodeAll(bomb);
  expect([retrievals, failure?.reason, inflatedBytes]).toEqual([[], 'ratioTooHigh', 0]);
});

test('records of other accounts and regions are dropped and counted', () => {
  const records = [
    event('1'),
    event('2', { recipientAccountId: '444455556666' }),
    event('3', { awsRegion: 'eu-west-2' }),
    event('4', { recipientAccountId: '444455556666', awsRegion: 'eu-west-2' }),
    event('5', { eventTime: null }),
    event('6', { userIdentity: 'me' }),
  ];
  const bytes = Buffer.from(JSON.stringify({ Records: records }));
  const { retrievals, contextEvents, ...outcome } = decodeAll(bytes, {
    accounts: ['111122223333'],
    regions: ['us-east-1'],
  });
  expect(retrievals.map(({ eventKey }) => eventKey)).toEqual(['1']);
  expect(contextEvents).toEqual([]);
  expect(outcome).toEqual({
    failure: null,
    inflatedBytes: bytes.length,
    matched: 6,
    context: 0,
    dropped: { otherAccount: 2, otherRegion: 1, badEventTime: 1, malformedRecord: 1 },
    understood: true,
    unknown: 0,
    readOnlySeen: true,
    fallback: false,
  });
});

test.each([
  ['{"Records":[{"eventSource":"s","eventName":"n","readOnly":true}]}', true],
  ['{"Records":[{"eventSource":"s","readOnly":false},{"readOnly" :\n\t true}]}', true],
  ['{"Records":[{"eventSource":"s","readOnly":false,"note":"\\"readOnly\\":true"}]}', false],
  ['{"Records":[{"eventSource":"s","readOnly":"true"}]}', false],
  [
    '{"message":"{\\"eventSource\\":\\"s\\",\\"eventName\\":\\"n\\",\\"eventTime\\":0,\\"readOnly\\":true}"}',
    true,
  ],
  ['{"readOnly"', false],
  ['[]', false],
])('%s contains a read-only record: %s', (document, expected) => {
  expect(decodeAll(Buffer.from(document)).readOnlySeen).toBe(expected);
});

test('the clock receives each stage once; extract is part of match', () => {
  const stages: string[] = [];
  const clock = {
    record: (stage: string, milliseconds: number) => {
      expect(milliseconds).toBeGreaterThanOrEqual(0);
      stages.push(stage);
    },
  };
  decodeObject(gzipSync('{"Records":[]}'), optionsOf(EVERYTHING), () => undefined, clock);
  expect(stages).toEqual(['inflate', 'extract', 'match']);
});
