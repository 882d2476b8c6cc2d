import type { Random } from '../../../../src/simulate/random.js';
import type { LabPrincipal, LabSecret, NotableTime } from '../lab-scenario.js';
import type { Agent, Software } from './agents.js';
import type { Catalogue } from './catalogue.js';
import type { Network } from './network.js';
import type { Kind, Organisation } from './organisation.js';
import type { Origin } from './origins.js';
import type { Caller, Recorder } from './recorder.js';
import type { Sessions } from './sessions.js';
import type { Team } from './teams.js';

/** All that one organisation is made of. */
export interface World {
  readonly start: number;
  readonly end: number;
  readonly organisation: Organisation;
  readonly teams: readonly Team[];
  readonly catalogue: Catalogue;
  readonly network: Network;
  /** Epoch seconds. */
  readonly incidents: readonly Incident[];
  readonly recorder: Recorder;
  readonly principals: LabPrincipal[];
  readonly actors: Actor[];
  readonly notable: NotableTime[];
  readonly failovers: readonly Failover[];
  /** A day on which part of the organisation's machines move to other software; null where none do. */
  readonly softwareMove: SoftwareMove | null;
  /** Times at which all nodes are patched, so that what runs on them starts again. */
  readonly patches: readonly number[];
}

export interface Incident {
  readonly time: number;
  /** Index of the team that it starts in. */
  readonly team: number;
}

/** For some hours or for good, a team's workloads read the replicas of its secrets in another region. */
export interface Failover {
  readonly team: number;
  readonly from: number;
  readonly to: number;
  readonly region: string;
}

export interface SoftwareMove {
  readonly time: number;
  readonly software: Software;
  /** Of the machines, in [0, 1]. */
  readonly share: number;
}

/** Something that calls as a principal: a program, or one of the people that share a role. */
export interface Actor {
  /** Index into the principals. */
  readonly principal: number;
  readonly accountId: string;
  readonly kind: Kind;
  readonly team: Team;
  /** Its own stream. */
  readonly random: Random;
  readonly origin: Origin;
  readonly agent: Agent;
  readonly sessions: Sessions;
  /** It works in `[from, to)`. */
  readonly from: number;
  readonly to: number;
  /** Does all its ordinary work. */
  readonly work: (world: World, actor: Actor) => void;
}

/** The actor as a caller at a time. */
export function callerOf(actor: Actor, time: number, lane: number, theft: string | null = null): Caller {
  return {
    principal: actor.principal,
    accountId: actor.accountId,
    region: actor.team.region,
    credential: actor.sessions.at(time, lane),
    place: actor.origin.at(time, lane),
    userAgent: actor.agent.at(time),
    theft,
  };
}

const replicas = new WeakMap<LabSecret, Map<string, LabSecret>>();

/** The replica of a secret in a region: the same name and suffix. */
export function replicaOf(secret: LabSecret, region: string): LabSecret {
  if (secret.region === region) return secret;
  let byRegion = replicas.get(secret);
  if (byRegion === undefined) {
    byRegion = new Map<string, LabSecret>();
    replicas.set(secret, byRegion);
  }
  let replica = byRegion.get(region);
  if (replica === undefined) byRegion.set(region, (replica = { ...secret, region }));
  return replica;
}
