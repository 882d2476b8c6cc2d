import { expect, test } from 'vitest';
import { UndatedObjects } from '../../../src/main-thread/ingest/undated-objects.js';

test('only objects with retrievals are searched for them, and only those without any record for none', () => {
  const undated = new UndatedObjects();
  undated.note('file:///a', { matched: 3, understood: true });
  undated.note('file:///b', { matched: 0, understood: true });
  undated.note('file:///c', { matched: 0, understood: false });
  expect(['a', 'b', 'c'].map((name) => undated.mayHaveRetrievals(`file:///${name}`))).toEqual([
    true,
    false,
    false,
  ]);
  expect(['a', 'b', 'c'].map((name) => undated.mayHaveRecords(`file:///${name}`))).toEqual([
    true,
    true,
    false,
  ]);
});

test('beyond what is kept, any object may have them', () => {
  const undated = new UndatedObjects(2);
  for (const name of ['a', 'b', 'c']) undated.note(`file:///${name}`, { matched: 1, understood: true });
  for (const name of ['d', 'e', 'f']) undated.note(`file:///${name}`, { matched: 0, understood: false });
  expect(undated.mayHaveRetrievals('file:///unknown')).toBe(true);
  expect(undated.mayHaveRecords('file:///d')).toBe(true);
});
