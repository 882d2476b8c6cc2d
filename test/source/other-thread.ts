import { isDeepStrictEqual } from 'node:util';
import { Piscina } from 'piscina';
import { afterAll, expect } from 'vitest';
import type { Source, SourceDescription, SourceObject, StoredObject } from '../../src/source/source.js';
import { fixtureThread } from '../support/fixture-thread.js';
import { outcomeOf, type ReadOutcome } from './read-outcome.js';

const FOREVER = new AbortController().signal;

let thread: Piscina | undefined;
afterAll(() => thread?.destroy());

/** Reads objects on another thread, with a reader that is opened there from the description. */
export async function readThere(
  description: SourceDescription,
  objects: readonly StoredObject[],
): Promise<ReadOutcome[]> {
  thread ??= new Piscina({
    ...fixtureThread('reader-thread'),
    maxThreads: 1,
  });
  return (await thread.run([description, objects])) as ReadOutcome[];
}

/**
 * Expects that a source and a reader on another thread give the same bytes and the same errors.
 * @returns what both gave, by key
 */
export async function readBoth(
  source: Source,
  objects: readonly SourceObject[],
): Promise<Map<string, ReadOutcome>> {
  const here: ReadOutcome[] = [];
  for (const object of objects) {
    const outcome = await outcomeOf(() => source.read(object, FOREVER));
    here.push(outcome);
  }
  const there = await readThere(await source.describe(), objects);
  objects.forEach(({ uri }, index) => {
    // Vitest takes seconds to compare megabytes.
    if (!isDeepStrictEqual(there[index], here[index])) expect.unreachable(`${uri} differs`);
  });
  return new Map(objects.map(({ key }, index) => [key, here[index]!]));
}
