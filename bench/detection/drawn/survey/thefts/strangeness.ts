import type { Kind } from '../company/company.js';

/** How strange some days of a principal are in each of the seven respects (see `judge.ts`). */
export interface Strangeness {
  fresh: number;
  refused: number;
  place: number;
  tool: number;
  looks: number;
  breadth: number;
  volume: number;
}

/** The group of each kind: the ordinary days of a group are compared with each other. */
export const GROUPS: Readonly<Record<Kind, string>> = {
  service: 'steady',
  lambda: 'steady',
  operator: 'steady',
  fleet: 'steady',
  legacy: 'steady',
  managed: 'steady',
  rotation: 'steady',
  batch: 'jobs',
  airflow: 'jobs',
  tenant: 'tenant',
  notebook: 'shared',
  sharedUser: 'shared',
  human: 'human',
  breakglass: 'human',
  ci: 'ci',
  terraform: 'stacks',
  scanner: 'stacks',
  backup: 'stacks',
};

/** Nothing strange at all. */
export const NOTHING: Strangeness = {
  fresh: 0,
  refused: 0,
  place: 0,
  tool: 0,
  looks: 0,
  breadth: 0,
  volume: 0,
};

/** Strangeness of two spans together: what is fresh or refused is added up, of the rest the greater is taken. */
export const joinStrangeness = (a: Strangeness, b: Strangeness): Strangeness => ({
  fresh: a.fresh + b.fresh,
  refused: a.refused + b.refused,
  place: Math.max(a.place, b.place),
  tool: Math.max(a.tool, b.tool),
  looks: Math.max(a.looks, b.looks),
  breadth: Math.max(a.breadth, b.breadth),
  volume: Math.max(a.volume, b.volume),
});
