import type { Load } from '../scaling/model.js';
import type { Measured } from './measure.js';

/** Between the two, like most trails of one account. It is not measured itself. */
export const USUAL: Load = {
  name: 'usual (50 kB)',
  objectBytes: 50e3,
  inflation: 10,
  retrievalsPerObject: 5,
};

/** The large and the tiny corpus as loads of the scaling model, and one in between. */
export function loadsOf(measured: readonly Measured[]): readonly Load[] {
  const ends = measured
    .filter(({ group }) => group.corpus === 'large' || group.corpus === 'tiny')
    .map(({ group, corpus: { files, stored, inflated, retrievals } }) => ({
      name: `${group.corpus} (${(stored / files.length / 1000).toFixed(1)} kB)`,
      objectBytes: stored / files.length,
      inflation: inflated / stored,
      retrievalsPerObject: retrievals / files.length,
    }));
  return [...ends, USUAL].sort((a, b) => b.objectBytes - a.objectBytes);
}
