import type { LabSecret } from '../../lab-scenario.js';
import type { Actor, Environment, Organisation, Secret, Team } from './model.js';

/** The secrets of the services of a team. */
export const secretsOfTeam = (team: Team, env?: Environment): Secret[] =>
  team.services.filter((s) => env === undefined || s.env === env).flatMap((s) => s.secrets);

/** The secrets of an account, in one region or in all. */
export const secretsOfAccount = (org: Organisation, accountId: string, region?: string): Secret[] =>
  org.secrets.filter(
    ({ ref }) => ref.accountId === accountId && (region === undefined || ref.region === region),
  );

/** The secrets of a team that lie in the account of a principal. */
export function teamSecretsOfAccount(org: Organisation, a: Actor, team: number): Secret[] {
  return secretsOfTeam(org.teams[team]!).filter(({ ref }) => ref.accountId === a.accountId);
}

/** The names and places of secrets. */
export const secretRefs = (list: readonly Secret[]): LabSecret[] => list.map(({ ref }) => ref);
