import type { Random } from '../../../../src/simulate/random.js';
import { HOUR } from './calendar.js';
import { hex, LOWER, text, uuid, weighted } from './draw.js';
import type { CiProvider, Runtime } from './organisation.js';

/** The role session name of a new instance at a time; null for a user. */
export type SessionNaming = (random: Random, time: number) => string | null;

export const noSession: SessionNaming = () => null;

export function named(name: string): SessionNaming {
  const short = name.replaceAll(/[^\w+=,.@-]/g, '-').slice(0, 64);
  return () => short;
}

/** How sessions of programs are named where they run. */
export function programSessions(random: Random, runtime: Runtime, app: string): SessionNaming {
  const pod = (own: Random): string => `${app}-${hex(own, 10)}-${text(own, LOWER, 5)}`;
  switch (runtime) {
    case 'lambda':
      return named(app);
    case 'ec2':
      return (own) => `i-0${hex(own, 16)}`;
    case 'ecs':
      return (own) => hex(own, 32);
    case 'on-premises':
      return weighted<SessionNaming>(random, [
        [named(`${app}-onprem`), 2],
        [(own) => `${app}-host${own.between(1, 40)}`, 1],
        [botocore, 1],
      ]);
    case 'eks':
      return weighted<SessionNaming>(random, [
        [botocore, 3],
        [(own) => `eks-${app.slice(0, 10)}-${pod(own).slice(0, 20)}-${uuid(own)}`.slice(0, 64), 3],
        [(_, time) => `aws-sdk-java-${time * 1000}`, 1],
        [(own, time) => String(time * 1_000_000_000 + own.between(0, 999) * 1_000_000), 2],
        [(own) => pod(own), 1],
        [(own, time) => `aws-sdk-js-session-${time}${own.between(100, 999)}`, 1],
      ]);
  }
}

const botocore: SessionNaming = (random, time) => `botocore-session-${time - random.between(0, HOUR)}`;

/** How sessions of CI jobs are named. */
export function ciSessions(random: Random, provider: CiProvider, repository: string): SessionNaming {
  switch (provider) {
    case 'github':
      return random.chance(0.7)
        ? named('GitHubActions')
        : (own) => `${repository}-${own.between(10 ** 9, 2 * 10 ** 10)}`;
    case 'gitlab':
      return (own) => `gitlab-${repository}-${own.between(10 ** 6, 10 ** 7)}`;
    case 'codebuild':
      return (own) => `AWSCodeBuild-${uuid(own)}`;
    case 'self-hosted':
      return random.chance(0.5) ? named('jenkins') : (_, time) => `ci-${time}`;
  }
}
