import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FailureList, type ObjectFailure } from '../../../src/main-thread/ingest/failure-list.js';
import { runs } from '../../support/thorough.js';

const failure = (uri: string): ObjectFailure => ({ uri, reason: 'unreadable', detail: '' });

function listOf(uris: readonly string[]): string[] {
  const list = new FailureList();
  for (const uri of uris) list.add(failure(uri));
  return list.list().map(({ uri }) => uri);
}

test('a few failures are all listed, by URI', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 50 }), (uris) => {
      expect(listOf(uris)).toEqual([...uris].sort());
    }),
    { numRuns: runs(50) },
  );
});

test('of many failures the same thousand are listed, in any order in which they came', () => {
  const uris = Array.from({ length: 5555 }, (_, n) => `s3://trail/${String(n).padStart(5, '0')}`);
  const first = uris.slice(0, 1000);
  const scattered = uris.map((_, n) => uris[(n * 2741) % uris.length]!);
  expect(new Set(scattered).size).toBe(uris.length);
  for (const order of [uris, [...uris].reverse(), scattered]) expect(listOf(order)).toEqual(first);
});

test('the list can be read more than once', () => {
  const list = new FailureList();
  list.add(failure('b'));
  const before = list.list();
  list.add(failure('a'));
  expect(before.map(({ uri }) => uri)).toEqual(['b']);
  expect(list.list().map(({ uri }) => uri)).toEqual(['a', 'b']);
});

test('all failures are named, each with its own address, though they share what is said of them', () => {
  const list = new FailureList();
  const uris = Array.from({ length: 3000 }, (_, n) => `s3://trail/${String(n).padStart(5, '0')}$&`);
  for (const uri of [...uris].reverse())
    list.add({ uri, reason: 'unreadable', detail: `cannot read ${uri}: denied` });
  expect([...list]).toEqual(
    uris.map((uri) => ({ uri, reason: 'unreadable', detail: `cannot read ${uri}: denied` })),
  );
  expect(list.list()).toEqual([...list].slice(0, 1000));
});
