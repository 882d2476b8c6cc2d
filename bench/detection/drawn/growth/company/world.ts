import type { Era } from '../draw/time.js';
import { DAY } from '../draw/time.js';
import { Rng } from '../draw/rng.js';
import { suffix } from '../draw/names.js';
import { forCommand } from '../places/user-agents.js';
import type {
  LabCall,
  LabCallName,
  LabPrincipal,
  LabSecret,
  NotableTime,
  ScenarioOptions,
} from '../../lab-scenario.js';
import { drawTraits, type Traits } from './traits.js';

/** Stages that secrets belong to. */
export type Stage = 'prod' | 'staging' | 'dev' | 'shared';

/** A secret and how long it exists. */
export interface Secret {
  readonly lab: LabSecret;
  readonly team: number;
  readonly account: number;
  readonly stage: Stage;
  from: number;
  to: number;
}

/** The network of an account in a region: private prefix, egress addresses and endpoint, which change. */
export interface Vpc {
  readonly prefix: string;
  readonly egress: Era<readonly string[]>[];
  readonly endpoint: Era<string | null>[];
}

/** An account. */
export interface Account {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly regions: readonly string[];
  readonly vpcs: ReadonlyMap<string, Vpc>;
  readonly naming: number;
}

/** A team, or the client of an agency. */
export interface Team {
  readonly index: number;
  readonly name: string;
  readonly prod: number;
  readonly dev: number;
  readonly zone: number;
}

/** With which credentials, from where and with what a call is made. */
export interface Caller {
  readonly principal: number;
  readonly session: string | null;
  readonly key: string;
  readonly address: string;
  readonly agent: string;
  readonly endpoint: string | null;
  readonly region: string;
  readonly byArn: boolean;
  readonly theft?: string;
}

/** A principal's permissions are broken for a while. */
export interface Break {
  readonly from: number;
  readonly to: number;
  /** Only some secrets, by hash of the suffix. */
  readonly share: number;
}

/** Everything that has been planned and has happened. */
export class World {
  readonly rng: Rng;
  readonly start: number;
  readonly end: number;
  readonly traits: Traits;
  readonly principals: LabPrincipal[] = [];
  readonly calls: LabCall[] = [];
  readonly notable: NotableTime[] = [];
  readonly secrets: Secret[] = [];
  readonly accounts: Account[] = [];
  readonly teams: Team[] = [];
  readonly breaks = new Map<number, Break[]>();
  private readonly arns = new Set<string>();
  private readonly names = new Set<string>();

  constructor(readonly options: ScenarioOptions) {
    this.rng = new Rng(`growth/${options.seed}/${options.identities}/${options.days}`);
    this.start = (20_454 + this.rng.int(0, 300)) * DAY;
    this.end = this.start + options.days * DAY;
    this.traits = drawTraits(this.rng.stream('traits'), options);
  }

  /** Principals that may still be added. */
  get room(): number {
    return this.options.identities - this.principals.length;
  }

  /** Adds a principal; a name that is taken gets a number. */
  addPrincipal(kind: 'role' | 'user', accountId: string, path: string, persona: string): number {
    const base = `arn:aws:iam::${accountId}:${kind}/${path}`;
    let arn = base;
    for (let n = 2; this.arns.has(arn); n++) arn = `${base}-${n}`;
    this.arns.add(arn);
    this.principals.push({ arn, kind, accountId, persona });
    return this.principals.length - 1;
  }

  /** Adds a secret that exists in `[from, to)`; a name that is taken gets a number. */
  addSecret(
    rng: Rng,
    at: Omit<Secret, 'lab' | 'from' | 'to'>,
    wanted: string,
    region: string,
    from = -Infinity,
  ): Secret {
    const accountId = this.accounts[at.account]!.id;
    let name = wanted;
    for (let n = 2; this.names.has(`${accountId}/${region}/${name}`); n++) name = `${wanted}-${n}`;
    this.names.add(`${accountId}/${region}/${name}`);
    const lab: LabSecret = { name, accountId, region, suffix: suffix(rng) };
    const { team, account, stage } = at;
    const secret: Secret = { lab, team, account, stage, from, to: Infinity };
    this.secrets.push(secret);
    return secret;
  }

  /** A replica in another region, made at a time where there is none: its name and suffix are the same. */
  replicate({ lab, team, account, stage }: Secret, region: string, from: number): Secret {
    const found = this.secrets.find(
      (s) => s.lab.name === lab.name && s.lab.region === region && s.account === account,
    );
    if (found !== undefined) return found;
    this.names.add(`${lab.accountId}/${region}/${lab.name}`);
    const replica: Secret = { lab: { ...lab, region }, team, account, stage, from, to: Infinity };
    this.secrets.push(replica);
    return replica;
  }

  /** Makes a call; what is outside of the period is lost. */
  call(
    caller: Caller,
    name: LabCallName,
    time: number,
    secret: Secret | null,
    more: Partial<Pick<LabCall, 'batch' | 'error' | 'replicaRegion'>> = {},
  ): void {
    const whole = Math.floor(time);
    if (whole < this.start || whole >= this.end) return;
    const foreign = secret !== null && secret.lab.accountId !== this.principals[caller.principal]!.accountId;
    this.calls.push({
      name,
      time: whole,
      principal: caller.principal,
      session: caller.session,
      accessKeyId: caller.key,
      address: caller.address,
      userAgent: forCommand(caller.agent, name),
      vpcEndpointId: caller.endpoint,
      region: secret?.lab.region ?? caller.region,
      secret: secret?.lab ?? null,
      by: foreign || caller.byArn ? 'arn' : 'name',
      batch: null,
      error: secret === null ? null : this.errorAt(caller.principal, secret, whole, name),
      theft: caller.theft ?? null,
      ...more,
    });
  }

  private errorAt(principal: number, secret: Secret, time: number, name: LabCallName): string | null {
    if (name === 'CreateSecret') return null;
    if (time < secret.from || time > secret.to) return 'ResourceNotFoundException';
    const code = secret.lab.suffix.charCodeAt(0) % 16;
    for (const { from, to, share } of this.breaks.get(principal) ?? [])
      if (time >= from && time < to && code < share * 16) return 'AccessDenied';
    return null;
  }
}
