import type { IdentityMode } from '../../src/model/identity.js';

export interface OrganisationChoice {
  readonly mix: string;
  readonly seed: number;
}

/** One named set of organisations. */
export interface OrganisationSet {
  readonly mixes: readonly string[];
  readonly seeds: readonly number[];
  /** Thefts in each organisation; they take the twelve shapes in turn. */
  readonly thefts: number;
}

/** Roles and users of each organisation, and its days. */
export const PRINCIPALS = 200;
export const DAYS = 35;

/**
 * Which organisations are for what. A detector may be looked at and changed on `tune`; `report` and `calibration`
 * share no seed with it, and two of their mixes, `services` and `data`, it was never changed by. The false rates that
 * are documented for each tolerance were measured on seeds 201 to 205, so that `calibration` can contradict them.
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

/** One piece of work for a process: one organisation, seen by all its detectors. */
export interface Job extends OrganisationChoice {
  readonly mode: IdentityMode;
  readonly thefts: number;
  readonly detectors: readonly string[];
  /** How many false findings and how many missed thefts of each detector to describe. */
  readonly showFalse: number;
  readonly showMissed: number;
}

/** Every seed in every mix, the seeds outermost, so that the first organisations already have all mixes. */
export function choices({ mixes, seeds }: Pick<OrganisationSet, 'mixes' | 'seeds'>): OrganisationChoice[] {
  return seeds.flatMap((seed) => mixes.map((mix) => ({ mix, seed })));
}
