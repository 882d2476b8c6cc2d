import type { Kind } from './company.js';
import type { Secret } from './model.js';
import { serviceName } from './names.js';
import type { Person } from './person.js';
import { hireStaff } from './staff.js';
import { DAY } from './time.js';
import { KINDS_OF_SECRET } from './words.js';
import type { World } from './world.js';

/** Kinds of principals in the order in which they are made. */
const ORDER: readonly Kind[] = [
  'service',
  'fleet',
  'lambda',
  'batch',
  'legacy',
  'tenant',
  'airflow',
  'managed',
  'operator',
  'rotation',
  'ci',
  'terraform',
  'notebook',
  'sharedUser',
  'human',
  'scanner',
  'backup',
  'breakglass',
];

/** How the roles of a kind are named. */
const WHAT: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  service: ['task', 'execution', 'pod', 'app'],
  fleet: ['node', 'instance', 'asg'],
  lambda: ['lambda', 'fn'],
  batch: ['batch', 'cron', 'job'],
  airflow: ['airflow', 'mwaa'],
  managed: ['proxy', 'dms', 'glue'],
  operator: ['external-secrets', 'eso'],
  rotation: ['rotation', 'rotator'],
  ci: ['deploy', 'gha', 'ci'],
  terraform: ['terraform', 'tf-apply'],
  notebook: ['sagemaker', 'notebook', 'glue'],
  scanner: ['cspm', 'audit-readonly', 'inventory'],
  backup: ['secrets-backup', 'vault-sync'],
  breakglass: ['break-glass', 'emergency-admin'],
  tenant: ['tenant-api'],
};

/** A program to run: its principal, kind and calls a day. */
export interface Planned {
  /** Index of the principal. */
  readonly p: number;
  readonly kind: Kind;
  readonly rate: number;
}

/** Makes the principals with their secrets and rights, and the people. */
export function buildOrganisation(w: World): { planned: Planned[]; people: Person[] } {
  const rng = w.rng.stream('org');
  const counts = shareOut(w, w.options.identities);
  const planned: Planned[] = [];
  const people: Person[] = [];
  const services: { name: string; team: number; size: number }[] = [];
  const wild = (base: 'own' | 'team'): 'own' | 'team' | 'account' =>
    rng.chance(w.company.numbers.wild) ? 'account' : base;
  for (const kind of ORDER) {
    if (kind === 'human') {
      people.push(...hireStaff(w, rng.stream('humans'), counts.human));
      continue;
    }
    for (let i = 0; i < counts[kind]; i++) {
      const again = services.length > 4 && rng.chance(0.4) ? rng.pick(services) : null;
      const team = again?.team ?? rng.int(0, w.teams.length - 1);
      const account = rng.pick(w.teams[team]!.accounts);
      const { regions, id } = w.accounts[account]!;
      const region = rng.chance(0.7) ? regions[0]! : rng.pick(regions);
      const env = w.envOf(rng, account);
      const service = again?.name ?? `${serviceName(rng)}${rng.chance(0.4) ? `-${rng.int(1, 30)}` : ''}`;
      const size =
        again?.size ??
        Math.max(1, Math.min(40, Math.round(rng.lognormal(w.company.numbers.secretsPerService, 0.75))));
      const at = { account, region, team, env, service };
      const here = w.secrets.filter((s) => s.lab.accountId === id && s.env !== 'tenant');
      const make = (n: number): Secret[] =>
        Array.from({ length: Math.max(1, n) }, () =>
          w.secret(rng, {
            ...at,
            born: rng.chance(0.05) ? w.start + rng.range(0, w.days) * DAY : w.start - DAY,
          }),
        );
      const some = (n: number, list: readonly Secret[] = here): Secret[] =>
        list.length === 0 ? make(Math.min(n, 6)) : rng.sample(list, n);
      let own: Secret[];
      switch (kind) {
        case 'tenant': {
          const n = Math.max(6, Math.min(900, Math.round(rng.lognormal(w.company.numbers.tenants, 0.7))));
          own = Array.from({ length: n }, () =>
            w.secret(rng, {
              ...at,
              env: 'tenant',
              name: `tenants/${rng.hex(8)}/${service}`,
              born: rng.chance(0.06) ? w.start + rng.range(0, w.days) * DAY : w.start - DAY,
            }),
          );
          break;
        }
        case 'airflow': {
          const used = new Set<string>();
          own = Array.from(
            { length: rng.int(8, 70) },
            () =>
              `airflow/${rng.pick(['connections', 'connections', 'variables'])}/${serviceName(rng).replace('-', '_')}_${rng.pick(KINDS_OF_SECRET).replaceAll(/[-/]/g, '_')}`,
          )
            .filter((name) => !used.has(name) && used.add(name))
            .map((name) => w.secret(rng, { ...at, name }));
          break;
        }
        case 'operator':
          own = some(rng.int(8, 60));
          break;
        case 'rotation':
          own = some(rng.int(1, 7));
          break;
        case 'managed':
          own = some(rng.int(1, 4));
          break;
        case 'ci':
          own = [
            ...some(
              Math.round(rng.lognormal(9, 0.7)),
              here.filter((s) => s.team === team),
            ),
            ...(rng.chance(0.35) && w.accounts.length > 1
              ? rng.sample(
                  w.secrets.filter((s) => s.team === team && s.lab.accountId !== id),
                  rng.int(1, 5),
                )
              : []),
          ];
          break;
        case 'terraform':
          own = some(Math.round(rng.lognormal(35, 0.7)));
          break;
        case 'notebook':
          own = some(
            rng.int(3, 30),
            here.filter((s) => s.lab.name.startsWith('airflow') || rng.chance(0.15)),
          );
          break;
        case 'sharedUser':
          own = some(rng.int(3, 20));
          break;
        case 'scanner':
        case 'backup':
        case 'breakglass':
          own = some(3);
          break;
        default: {
          own = make(Math.round(size * rng.range(0.7, 1.3)));
          if (rng.chance(0.4))
            own.push(
              ...rng.sample(
                here.filter((s) => s.team === team),
                rng.int(1, 3),
              ),
            );
          services.push({ name: service, team, size });
        }
      }
      own = [...new Set(own)];
      const reach =
        kind === 'scanner' || kind === 'backup' || kind === 'breakglass' || kind === 'operator'
          ? 'account'
          : kind === 'terraform'
            ? wild('team')
            : kind === 'managed'
              ? 'own'
              : wild(rng.chance(0.5) ? 'own' : 'team');
      const user =
        kind === 'legacy' ||
        kind === 'sharedUser' ||
        (kind === 'ci' && rng.chance(w.company.numbers.iamPeople * 0.6));
      const t = w.teams[team]!;
      const what = rng.pick(WHAT[kind] ?? ['app']);
      const name = user
        ? rng.pick([
            `svc-${service}`,
            `${service}-${what}`,
            `${t.name}-shared`,
            `srv-${rng.pick(['app', 'web', 'db', 'lis', 'pacs'])}${rng.int(1, 40)}`,
          ])
        : ['scanner', 'backup', 'breakglass'].includes(kind)
          ? `${what}-${rng.hex(4)}`
          : t.role(rng, env, t.name, service, what);
      const p = w.add(rng, name, user ? 'user' : 'role', { kind, team, account, region, own, reach });
      const heavy = kind === 'tenant' || kind === 'fleet' || kind === 'operator';
      planned.push({
        p,
        kind,
        rate: Math.min(900, rng.lognormal(heavy ? 60 : kind === 'legacy' ? 8 : 14, 1.2)),
      });
    }
  }
  const expected = planned.reduce((sum, { rate }) => sum + rate, 0) * w.days;
  const target =
    Math.exp(rng.range(Math.log(105_000), Math.log(330_000))) * (w.options.identities / 300) * (w.days / 35);
  w.rateFactor = Math.max(0.25, Math.min(4, target / expected));
  return { planned, people };
}

/** Splits the number of principals among the kinds. */
function shareOut(w: World, total: number): Record<Kind, number> {
  const { shares } = w.company;
  const sum = ORDER.reduce((s, kind) => s + shares[kind], 0);
  const exact = ORDER.map((kind) => ({ kind, x: (shares[kind] / sum) * total }));
  const out = {} as Record<Kind, number>;
  for (const { kind, x } of exact) out[kind] = Math.floor(x);
  let left = total - ORDER.reduce((s, kind) => s + out[kind], 0);
  for (const { kind } of exact.sort((a, b) => (b.x % 1) - (a.x % 1))) if (left-- > 0) out[kind]++;
  return out;
}
