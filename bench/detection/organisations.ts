import type { IdentityMode } from '../../src/model/identity.js';

export interface OrganisationChoice {
  readonly mix: string;
  readonly seed: number;
}

/** One named set of organisations. */
export interface OrganisationSet {
  readonly mixes: readonly string[];
  readonly seeds: readonly number[];
  /** Thefts in each organisation; the twelve shapes take turns. */
  readonly thefts: number;
}

/** Number of roles and users of each organisation, and of its days. */
export const PRINCIPALS = 200;
export const DAYS = 35;

/**
 * The purpose of each set. A detector may be examined and changed with `tune`. `report` and `calibration` have other
 * seeds, and two mixes, `services` and `data`, that were never used to change a detector. The documented false rate of
 * each tolerance was measured on seeds 201 to 205, so `calibration` can contradict it.
 */
export const SETS: Readonly<Record<'tune' | 'report' | 'calibration', OrganisationSet>> = {
  tune: { mixes: ['mixed', 'kubernetes', 'people'], seeds: [1, 2, 3, 4, 5, 6, 7, 8], thefts: 50 },
  report: {
    mixes: ['mixed', 'services', 'people', 'kubernetes', 'data'],
    seeds: [131, 132, 133, 134, 135, 136, 137, 138, 139, 140],
    thefts: 50,
  },
  calibration: {
    mixes: ['mixed', 'services', 'people', 'kubernetes', 'data'],
    seeds: [211, 212, 213, 214, 215],
    thefts: 0,
  },
};

export type SetName = keyof typeof SETS;

/** The work of one process: one organisation with all its detectors. */
export interface Job extends OrganisationChoice {
  readonly mode: IdentityMode;
  readonly thefts: number;
  readonly detectors: readonly string[];
  /** How many false findings and how many missed thefts of each detector to describe. */
  readonly showFalse: number;
  readonly showMissed: number;
}

/** Every seed with every mix, ordered by seed, so that the first organisations already have all mixes. */
export function choices({ mixes, seeds }: Pick<OrganisationSet, 'mixes' | 'seeds'>): OrganisationChoice[] {
  return seeds.flatMap((seed) => mixes.map((mix) => ({ mix, seed })));
}
