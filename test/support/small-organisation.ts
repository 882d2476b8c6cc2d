import { detect } from '../../bench/detection/drawn/detect-scenario.js';
import type {
  LabCall,
  LabCallName,
  LabPrincipal,
  LabScenario,
  LabSecret,
} from '../../bench/detection/drawn/lab-scenario.js';
import { stateOf } from '../../bench/detection/drawn/scenario-state.js';
import type { Signal } from '../../src/model/signal.js';
import { DAY, HOUR } from '../../src/model/time.js';
import type { Rule } from '../../src/rule/rule.js';

export const START = 1_767_571_200;
const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
/** The NAT address and the agent of all services. */
export const HOME = { address: '198.51.100.7', userAgent: 'Boto3/1.34.0 md/Botocore#1.34.0' };
export const ELSEWHERE = { address: '203.0.113.9', userAgent: 'aws-cli/2.17.32 md/awscrt#0.20.11' };

/** Where a call comes from, in which region it is made, and in which session. @default `main` */
export type Place = typeof HOME & {
  readonly region?: string;
  readonly session?: string;
  readonly vpcEndpointId?: string;
};

const secretIn = (region: string, name: string): LabSecret => ({
  name,
  accountId: ACCOUNT,
  region,
  suffix: 'AbCdEf',
});

/** Services in one account, each of which reads its own three secrets every two hours, and what is added to that. */
export class SmallOrganisation {
  readonly #days: number;
  readonly #principals: LabPrincipal[] = [];
  readonly #calls: LabCall[] = [];

  /** @param services called `team-0-api`, `team-1-api`, … whose secrets are `team-0/a`, `team-0/b`, … */
  constructor(days: number, services = 8) {
    this.#days = days;
    for (let service = 0; service < services; service++) {
      const role = this.role(`team-${service}-api`);
      for (let at = 0; at < days * DAY; at += 2 * HOUR) {
        for (const [k, name] of ['a', 'b', 'c'].entries()) {
          this.call('GetSecretValue', role, at + 60 * service + k, `team-${service}/${name}`);
        }
      }
    }
  }

  /** Adds a role. @returns its index */
  role(name: string): number {
    return this.#principal('role', name);
  }

  /** Adds a user of IAM. @returns its index */
  user(name: string): number {
    return this.#principal('user', name);
  }

  #principal(kind: LabPrincipal['kind'], name: string): number {
    const arn = `arn:aws:iam::${ACCOUNT}:${kind}/${name}`;
    return this.#principals.push({ arn, kind, accountId: ACCOUNT, persona: 'service' }) - 1;
  }

  /** @param at seconds after the start */
  call(
    name: LabCallName,
    principal: number,
    at: number,
    secretName: string | null,
    place: Place = HOME,
    accessKeyId = `ASIAEXAMPLE${String(principal).padStart(9, '0')}`,
  ): this {
    this.#calls.push({
      name,
      time: START + Math.floor(at),
      principal,
      session: place.session ?? 'main',
      accessKeyId,
      address: place.address,
      userAgent: place.userAgent,
      vpcEndpointId: place.vpcEndpointId ?? null,
      region: place.region ?? REGION,
      secret: secretName === null ? null : secretIn(place.region ?? REGION, secretName),
      by: 'name',
      batch: null,
      error: null,
      theft: null,
    });
    return this;
  }

  /** Copies a secret to another region. */
  replicate(principal: number, at: number, name: string, region: string, place: Place = HOME): this {
    this.call('ReplicateSecretToRegions', principal, at, name, place);
    this.#calls.push({ ...this.#calls.pop()!, replicaRegion: region });
    return this;
  }

  /** A batch call with a filter that selects everything. */
  takeAll(principal: number, at: number, place: Place = HOME): this {
    this.call('BatchGetSecretValue', principal, at, null, place);
    const filters = [{ key: 'tag-key', values: ['!x'] }];
    this.#calls.push({ ...this.#calls.pop()!, batch: { filters, maxResults: null } });
    return this;
  }

  /** A call that is denied. */
  deny(
    name: LabCallName,
    principal: number,
    at: number,
    secretName: string | null,
    place: Place,
    accessKeyId?: string,
  ): this {
    this.call(name, principal, at, secretName, place, accessKeyId);
    this.#calls.push({ ...this.#calls.pop()!, error: 'AccessDeniedException' });
    return this;
  }

  /** A read that is denied. */
  refuse(principal: number, at: number, name: string, place: Place): this {
    return this.deny('GetSecretValue', principal, at, name, place);
  }

  /** Reads secrets one after the other. */
  read(principal: number, at: number, names: readonly string[], spacing = 5, place: Place = HOME): this {
    for (const [n, name] of names.entries()) {
      this.call('GetSecretValue', principal, at + n * spacing, name, place);
    }
    return this;
  }

  /** Signals at `medium` or above; with `all`, those below, too. By the built-in rule, if no other is given. */
  signals(all = false, rule?: Rule): Signal[] {
    const scenario: LabScenario = {
      name: 'small',
      start: START,
      end: START + this.#days * DAY,
      principals: this.#principals,
      calls: [...this.#calls].sort((a, b) => a.time - b.time),
      thefts: [],
      notable: [],
    };
    const options = { warmup: 0, tolerance: 3, without: undefined } as const;
    return detect(scenario, stateOf(scenario, 'arn'), options, rule).filter(
      ({ status }) => all || !['info', 'low'].includes(status),
    );
  }
}

/** `count` names of secrets of other teams, spread over all of them. */
export const loot = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, n) => `team-${1 + ((from + n) % 7)}/vault-${from + n}`);
