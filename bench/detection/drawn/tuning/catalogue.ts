import { logNormal, sample, shuffle } from '../../../../src/simulate/distributions.js';
import type { Random } from '../../../../src/simulate/random.js';
import type { LabSecret } from '../lab-scenario.js';
import { DAY, type Span } from './calendar.js';
import { logUniform, MIXED, stream, text, uniform, weighted, wholeLogUniform } from './draw.js';
import type { Account, Organisation } from './organisation.js';
import { drawSubject, managedName, secretName, tenantName } from './secret-names.js';
import { APP_WORDS } from './words.js';

/** What a secret is for. */
export type SecretUse =
  'app' | 'tenant' | 'shared' | 'managed' | 'cold' | 'personal' | 'preview' | 'migrated';

export interface DrawnSecret {
  readonly secret: LabSecret;
  /** Index into the organisation's teams. */
  readonly team: number;
  readonly use: SecretUse;
  /** Exists in `[created, deleted)`, epoch seconds; infinite where that lies outside the period. */
  readonly created: number;
  deleted: number;
}

/** A path of secrets, one for each tenant, that grows. */
export interface TenantPath {
  readonly path: string;
  readonly account: Account;
  readonly secrets: DrawnSecret[];
}

/** One application in one account: what the principals of one team read. */
export interface Deployment {
  readonly team: number;
  readonly app: string;
  readonly account: Account;
  readonly secrets: DrawnSecret[];
  readonly tenants: TenantPath | null;
}

/** All secrets of an organisation. Personas may add more while they are drawn. */
export class Catalogue {
  readonly #names = new Set<string>();
  readonly #replicas = new Map<string, DrawnSecret>();
  readonly all: DrawnSecret[] = [];
  readonly deployments: Deployment[] = [];

  /** Adds a secret; a name that is taken gets a number. */
  add(random: Random, secret: Omit<DrawnSecret, 'secret'> & { name: string; account: Account }): DrawnSecret {
    const { account, team, use, created, deleted } = secret;
    let name = secret.name;
    for (let n = 2; this.#names.has(`${account.id}/${name}`); n++) name = `${secret.name}-${n}`;
    this.#names.add(`${account.id}/${name}`);
    const drawn: DrawnSecret = {
      secret: { name, accountId: account.id, region: account.region, suffix: text(random, MIXED, 6) },
      team,
      use,
      created,
      deleted,
    };
    this.all.push(drawn);
    return drawn;
  }

  /** The replica of a secret in another region, which exists from `created` on. */
  replica(of: DrawnSecret, region: string, created: number): DrawnSecret {
    const key = `${of.secret.accountId}/${of.secret.name}/${region}`;
    const known = this.#replicas.get(key);
    if (known !== undefined) return known;
    const drawn = { ...of, secret: { ...of.secret, region }, created };
    this.#replicas.set(key, drawn);
    this.all.push(drawn);
    return drawn;
  }

  /** Secrets of one account's region that exist at a time. */
  inAccount(account: Account, time: number): DrawnSecret[] {
    return this.all.filter(
      ({ secret, created, deleted }) =>
        secret.accountId === account.id &&
        secret.region === account.region &&
        created <= time &&
        time < deleted,
    );
  }

  /** Secrets of a use, of one account. */
  ofUse(use: SecretUse, accountId: string): DrawnSecret[] {
    return this.all.filter((one) => one.use === use && one.secret.accountId === accountId);
  }
}

/** The secrets that exist before the period, and the tenants that come within it. */
export function drawCatalogue(
  seed: number,
  organisation: Organisation,
  span: Span,
  identities: number,
): Catalogue {
  const random = stream(seed, 'catalogue');
  const catalogue = new Catalogue();
  const perApp = logUniform(random, 1.5, 6);
  const tenantShare = uniform(random, 0, 0.15);
  const teams = organisation.teams.map((_, team) => ({ team, size: logNormal(random, 1, 0.6) }));
  const count = Math.max(3, Math.round(identities * uniform(random, 0.35, 0.9)));
  for (let i = 0; i < count; i++) {
    const team =
      i < teams.length
        ? i
        : weighted(
            random,
            teams.map(({ team, size }) => [team, size] as const),
          );
    const account = random.pick(organisation.accounts);
    const app = random.chance(0.7)
      ? random.pick(APP_WORDS)
      : `${random.pick(APP_WORDS)}-${random.pick(APP_WORDS)}`;
    const deployment: Deployment = {
      team,
      app,
      account,
      secrets: [],
      tenants: random.chance(tenantShare) ? drawTenants(random, catalogue, span, team, app, account) : null,
    };
    const secrets = Math.min(60, Math.max(1, Math.round(logNormal(random, perApp, 0.8))));
    for (let k = 0; k < secrets; k++)
      deployment.secrets.push(
        addAppSecret(random, catalogue, organisation, deployment, Number.NEGATIVE_INFINITY),
      );
    catalogue.deployments.push(deployment);
  }
  addOthers(random, catalogue, organisation, identities);
  return catalogue;
}

/** One more secret of a deployment's application; it is not yet in the deployment's list. */
export function addAppSecret(
  random: Random,
  catalogue: Catalogue,
  organisation: Organisation,
  { team, app, account }: Deployment,
  created: number,
): DrawnSecret {
  const subject = drawSubject(random, organisation);
  const managed = random.chance(0.04);
  const name = managed
    ? managedName(random)
    : secretName(random, organisation, team, {
        stage: account.stage,
        team: organisation.teams[team]!.name,
        app,
        subject,
      });
  return catalogue.add(random, {
    name,
    account,
    team,
    use: managed ? 'managed' : 'app',
    created,
    deleted: Number.POSITIVE_INFINITY,
  });
}

function drawTenants(
  random: Random,
  catalogue: Catalogue,
  span: Span,
  team: number,
  app: string,
  account: Account,
): TenantPath {
  const style = random.between(0, 3);
  const path = random.pick([
    `${account.stage}/${app}/tenants/`,
    `${app}-customers/`,
    `/${app}/${account.stage}/t/`,
    `${app}/`,
  ]);
  const initial = wholeLogUniform(random, 10, 400);
  const perWeek = initial * logUniform(random, 0.003, 0.15);
  const secrets: DrawnSecret[] = [];
  const add = (created: number): void => {
    const name = tenantName(random, path, secrets.length + 1, style);
    const deleted = random.chance(0.01) ? uniform(random, span.from, span.to) : Number.POSITIVE_INFINITY;
    const exists = deleted > created ? deleted : Number.POSITIVE_INFINITY;
    secrets.push(catalogue.add(random, { name, account, team, use: 'tenant', created, deleted: exists }));
  };
  for (let i = 0; i < initial; i++) add(Number.NEGATIVE_INFINITY);
  const weekly = random.chance(0.3);
  const weekday = random.between(0, 6);
  const growth = Math.round((perWeek * (span.to - span.from)) / (7 * DAY));
  const times = Array.from({ length: growth }, () => {
    const time = Math.floor(uniform(random, span.from, span.to));
    // Some onboard all new tenants of a week on one day.
    return weekly ? time - ((Math.floor(time / DAY) - weekday) % 7) * DAY : time;
  });
  for (const time of times.filter((one) => one > span.from).sort((a, b) => a - b)) add(time);
  return { path, account, secrets };
}

/** Shared secrets, managed ones, and those that nobody reads. */
function addOthers(
  random: Random,
  catalogue: Catalogue,
  organisation: Organisation,
  identities: number,
): void {
  const before = { created: Number.NEGATIVE_INFINITY, deleted: Number.POSITIVE_INFINITY };
  for (const account of organisation.accounts) {
    const share = identities / organisation.accounts.length;
    const name = (team: number, app: string): string =>
      secretName(random, organisation, team, {
        stage: account.stage,
        team: organisation.teams[team]!.name,
        app,
        subject: drawSubject(random, organisation),
      });
    const anyTeam = (): number => random.between(0, organisation.teams.length - 1);
    for (let i = random.between(1, 6); i > 0; i--)
      catalogue.add(random, {
        name: name(anyTeam(), 'shared'),
        account,
        team: anyTeam(),
        use: 'shared',
        ...before,
      });
    for (let i = Math.round(share * uniform(random, 0, 0.12)); i > 0; i--)
      catalogue.add(random, {
        name: managedName(random),
        account,
        team: anyTeam(),
        use: 'managed',
        ...before,
      });
    const cold =
      Math.round(share * organisation.traits.coldShare * uniform(random, 1, 4)) + random.between(3, 12);
    for (let i = cold; i > 0; i--) {
      const team = anyTeam();
      const app = random.pick([...APP_WORDS, 'backup', 'legacy', 'archive']);
      catalogue.add(random, { name: name(team, app), account, team, use: 'cold', ...before });
    }
  }
}

/** Up to `count` different secrets of a list, in random order. */
export function someOf(random: Random, secrets: readonly DrawnSecret[], count: number): DrawnSecret[] {
  if (secrets.length > 4 * count) return sample(random, secrets, count);
  const copy = [...secrets];
  shuffle(random, copy);
  return copy.slice(0, count);
}
