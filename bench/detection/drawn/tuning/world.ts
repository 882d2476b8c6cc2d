import type { LabCall, LabPrincipal, NotableTime } from '../lab-scenario.js';
import { addAppSecret, type Catalogue, type Deployment, type DrawnSecret } from './catalogue.js';
import { Caller } from './caller.js';
import type { Span } from './calendar.js';
import type { Fleet } from './fleet.js';
import type { CompanyNetworks } from './networks/offices.js';
import type { Vpcs } from './networks/vpc.js';
import type { Account, Organisation } from './organisation.js';
import type { Random } from '../../../../src/simulate/random.js';

/** What a principal's policies let it read. */
export type Permission = 'own' | 'team' | 'account' | 'everything';

/** What thefts and notable times need to know of a principal. */
export interface DrawnPrincipal {
  readonly index: number;
  readonly account: Account;
  readonly team: number;
  readonly permission: Permission;
  /** Secrets that it is there to read. May grow while it is drawn. */
  readonly own: readonly DrawnSecret[];
  readonly sort: 'program' | 'ci' | 'person' | 'people' | 'administration' | 'emergency' | 'user';
}

/** A role or user that is about to be added. */
export interface NewPrincipal extends Omit<DrawnPrincipal, 'index'> {
  /** Below `:role/` or `:user/`. */
  readonly name: string;
  readonly kind: 'role' | 'user';
  readonly persona: string;
  readonly byArn: boolean;
}

/** A role of a team's pipeline, which creates secrets. */
export interface Deployer {
  readonly caller: Caller;
  readonly fleet: Fleet;
  readonly accountId: string;
}

/** One organisation while it is drawn. */
export class World {
  readonly calls: LabCall[] = [];
  readonly principals: LabPrincipal[] = [];
  readonly drawn: DrawnPrincipal[] = [];
  readonly notable: NotableTime[] = [];
  readonly deployers: Deployer[] = [];
  readonly #arns = new Set<string>();

  constructor(
    readonly seed: number,
    readonly span: Span,
    readonly identities: number,
    readonly organisation: Organisation,
    readonly catalogue: Catalogue,
    readonly vpcs: Vpcs,
    readonly company: CompanyNetworks,
  ) {}

  /** How many principals may still be added. */
  get room(): number {
    return this.identities - this.principals.length;
  }

  get days(): number {
    return (this.span.to - this.span.from) / 86_400;
  }

  /** Adds a principal, and returns what writes its calls. Callers check `room` first. */
  enrol(principal: NewPrincipal): Caller {
    const { name, kind, persona, byArn, account, team, permission, own, sort } = principal;
    const base = `arn:aws:iam::${account.id}:${kind}/${name}`;
    let arn = base;
    for (let n = 2; this.#arns.has(arn); n++) arn = `${base}-${n}`;
    this.#arns.add(arn);
    const index = this.principals.length;
    this.principals.push({ arn, kind, accountId: account.id, persona });
    this.drawn.push({ index, account, team, permission, own, sort });
    return new Caller(this.calls, this.span, index, account.id, account.region, byArn);
  }

  /** The pipeline role that creates secrets in an account; the first of all when the account has none. */
  deployerFor(accountId: string, n: number): Deployer | null {
    const own = this.deployers.filter((one) => one.accountId === accountId);
    const choice = own.length > 0 ? own : this.deployers;
    return choice[n % choice.length] ?? null;
  }

  /** Adds a secret to a deployment's application at a time, created by a pipeline. Not yet read by anyone. */
  create(random: Random, deployment: Deployment, time: number): DrawnSecret {
    const created = Math.floor(time);
    const secret = addAppSecret(random, this.catalogue, this.organisation, deployment, created);
    this.announce(random, secret, created);
    return secret;
  }

  /** Marks work of a principal as notable, for `duration` seconds from `from` on; outside of the period, nothing. */
  mark(principal: number, from: number, duration: number, why: string): void {
    const start = Math.floor(from);
    const to = Math.min(this.span.to, Math.ceil(from + duration));
    if (start >= this.span.from && start < this.span.to)
      this.notable.push({ principal, from: start, to, why });
  }

  /** Writes the calls with which a pipeline creates a secret. */
  announce(random: Random, secret: DrawnSecret, time: number): void {
    const deployer = this.deployerFor(secret.secret.accountId, secret.team);
    if (deployer === null) return;
    // Secrets of one release come from one run of the pipeline.
    const presence = deployer.fleet.fresh(time - (time % 900), secret.team);
    deployer.caller.call(presence, 'CreateSecret', time, { secret });
    if (random.chance(0.5)) deployer.caller.call(presence, 'TagResource', time + 1, { secret });
  }
}
