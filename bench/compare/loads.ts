import type { Load } from '../scaling/model.js';
import type { Measured } from './measure.js';

/** The large and the tiny corpus as loads of the scaling model. */
export function loadsOf(measured: readonly Measured[]): readonly Load[] {
  return measured
    .filter(({ group }) => group.corpus === 'large' || group.corpus === 'tiny')
    .map(({ group, corpus: { files, stored, inflated, retrievals } }) => ({
      name: `${group.corpus} (${(stored / files.length / 1000).toFixed(1)} kB)`,
      objectBytes: stored / files.length,
      inflation: inflated / stored,
      retrievalsPerObject: retrievals / files.length,
    }));
}
