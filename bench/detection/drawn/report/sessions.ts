import { Random } from '../../../../src/simulate/random.js';
import { accessKey, ALNUM, characters, guid, HOUR, hex } from './draw.js';

/** Session name and access key of a call. */
export interface Credential {
  readonly session: string | null;
  readonly accessKeyId: string;
}

/** Credentials by time and lane. */
export interface Sessions {
  readonly at: (time: number, lane: number) => Credential;
}

/** How a role's sessions get their names. */
export type SessionNaming =
  'fixed' | 'instance' | 'pod' | 'botocore' | 'sdk' | 'runner' | 'task' | 'timestamp' | 'eks-pod' | 'job';

/**
 * Sessions of a machine's role: each lane has a key of its own, renewed after `lease` seconds; with `oneKey` all lanes
 * share one.
 */
export function roleSessions(
  random: Random,
  naming: SessionNaming,
  fixed: string,
  lease: number,
  oneKey: boolean,
): Sessions {
  const draw = new Random(random.uint32());
  const names = new Map<number, string>();
  const credentials = new Map<string, Credential>();
  const lasting = naming === 'fixed' || naming === 'instance' || naming === 'task' || naming === 'eks-pod';
  return {
    at: (time, laneOfCall) => {
      const lane = oneKey ? 0 : laneOfCall;
      const period = Math.floor((time + lane * 617) / lease);
      const key = `${lane} ${period}`;
      let credential = credentials.get(key);
      if (credential === undefined) {
        let name = lasting ? names.get(lane) : undefined;
        if (name === undefined) names.set(lane, (name = sessionName(draw, naming, fixed, time)));
        credential = { session: name, accessKeyId: accessKey(draw, 'ASIA') };
        credentials.set(key, credential);
      }
      return credential;
    },
  };
}

function sessionName(random: Random, naming: SessionNaming, fixed: string, time: number): string {
  switch (naming) {
    case 'fixed':
      return fixed;
    case 'instance':
      return `i-0${hex(random, 16)}`;
    case 'task':
      return hex(random, 32);
    case 'pod':
      return `${fixed}-${hex(random, 10)}-${characters(random, 'bcdfghjklmnpqrstvwxz2456789', 5)}`.slice(-64);
    case 'eks-pod':
      return `eks-main-${fixed.slice(0, 20)}-${guid(random)}`.slice(0, 64);
    case 'botocore':
      return `botocore-session-${Math.floor(time)}`;
    case 'sdk':
      return `aws-sdk-java-${Math.floor(time * 1000)}`;
    case 'timestamp':
      return `${Math.floor(time * 1e6)}000`;
    case 'runner':
      return random.chance(0.5) ? 'GitHubActions' : `gitlab-${random.between(1e6, 9e6)}`;
    case 'job':
      return `${fixed.slice(0, 30)}-${characters(random, ALNUM, 8)}`;
  }
}

/** Sessions of a person: signs in again after some hours; a key per sign-in. */
export function personSessions(random: Random, email: string): Sessions {
  const draw = new Random(random.uint32());
  const hours = random.pick([1, 1, 2, 4, 8, 12]);
  const offset = random.float() * HOUR;
  const keys = new Map<number, string>();
  return {
    at: (time) => {
      const period = Math.floor((time + offset) / (hours * HOUR));
      let accessKeyId = keys.get(period);
      if (accessKeyId === undefined) keys.set(period, (accessKeyId = accessKey(draw, 'ASIA')));
      return { session: email, accessKeyId };
    },
  };
}

/** A user's long-lived key, which is replaced at `rotated` (epoch seconds; infinite for never). */
export function userSessions(random: Random, rotated: number): Sessions {
  const first: Credential = { session: null, accessKeyId: accessKey(random, 'AKIA') };
  const second: Credential = { session: null, accessKeyId: accessKey(random, 'AKIA') };
  return { at: (time) => (time < rotated ? first : second) };
}
