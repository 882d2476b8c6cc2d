import type { SourceDescription, StoredObject } from '../../src/source/source.js';
import { SOURCE_KINDS } from '../../src/source/source-kinds.js';
import { SourceReaders } from '../../src/source/source-readers.js';
import { MEMORY_KINDS } from './memory-kind.js';
import { outcomeOf, type ReadOutcome } from './read-outcome.js';

const readers = new SourceReaders({ threads: 1 }, [...SOURCE_KINDS, ...MEMORY_KINDS]);
const clock = { record: (): void => undefined };

/** What a decode thread does with a description: opens a reader and reads. */
export async function readDescribed([description, objects]: readonly [
  SourceDescription,
  readonly StoredObject[],
]): Promise<ReadOutcome[]> {
  const reader = await readers.open(description);
  if (reader.waits) return Promise.all(objects.map((object) => outcomeOf(() => reader.read(object, clock))));
  const outcomes: ReadOutcome[] = [];
  // A copy, because the next read may overwrite it.
  for (const object of objects) outcomes.push(await outcomeOf(() => new Uint8Array(reader.read(object))));
  return outcomes;
}
