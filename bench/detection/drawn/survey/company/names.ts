import type { RandomStream } from './random-stream.js';
import { FIRST_NAMES, LAST_NAMES, NOUNS, TAILS } from './words.js';

/** Draws the name of a person. */
export function personName(rng: RandomStream): { first: string; last: string } {
  return { first: rng.pick(FIRST_NAMES), last: rng.pick(LAST_NAMES) };
}

/** Draws the name of a service. */
export function serviceName(rng: RandomStream): string {
  return `${rng.pick(NOUNS)}-${rng.pick(TAILS)}`;
}

const pascal = (text: string): string =>
  text
    .split(/[-/_]/)
    .map((w) => w.slice(0, 1).toUpperCase() + w.slice(1))
    .join('');

/** How an organisation names its secrets. */
export type NameScheme = (
  rng: RandomStream,
  env: string,
  team: string,
  service: string,
  kind: string,
) => string;

/** The ways of naming secrets there are; one is drawn for the organisation, and some teams have another. */
export const SECRET_SCHEMES: readonly NameScheme[] = [
  (_r, env, _t, service, kind) => `${env}/${service}/${kind}`,
  (_r, env, team, service, kind) => `/${team}/${env}/${service}/${kind}`,
  (_r, env, _t, service, kind) => `${service}-${env}-${kind.replaceAll('/', '-')}`,
  (r, env, _t, service, kind) =>
    `${pascal(service)}${pascal(kind)}Secret${r.hex(8).toUpperCase()}-${env}-${r.mixed(12)}`,
  (_r, env, team, service, kind) => `${team}.${service}.${env}.${kind.replaceAll('/', '.')}`,
  (_r, env, _t, service, kind) => `app/${service}/${env}/${kind.toUpperCase().replaceAll('-', '_')}`,
];

/** How an organisation names its roles. */
export type RoleScheme = (
  rng: RandomStream,
  env: string,
  team: string,
  service: string,
  what: string,
) => string;

/** The ways of naming roles there are; one is drawn for the organisation, and some teams have another. */
export const ROLE_SCHEMES: readonly RoleScheme[] = [
  (_r, env, _t, service, what) => `${service}-${env}-${what}`,
  (r, env, _t, service, what) => `${pascal(service)}-${env}-${pascal(what)}Role-${r.upper(12)}`,
  (_r, env, team, service, what) => `${team}/${service}-${what}-${env}`,
  (r, _e, _t, service, what) =>
    `service-role/${service}-${what}-${r.chars('abcdefghijklmnopqrstuvwxyz0123456789', 8)}`,
  (_r, env, team, service, what) => `rl_${env}_${team}_${service}_${what}`.replaceAll('-', '_'),
];
