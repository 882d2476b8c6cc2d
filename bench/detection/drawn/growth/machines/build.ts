import { nameSecret } from '../company/estate.js';
import type { Secret, Stage, World } from '../company/world.js';
import { serviceName } from '../draw/names.js';
import { DAY } from '../draw/time.js';
import type { Rng } from '../draw/rng.js';
import { fixedAddresses, type Host, type HostKind } from './host.js';
import type { MachineKind } from './kind.js';
import type { Machine, Need } from './machine.js';
import { OWN_KINDS } from './own-kinds.js';
import { PLATFORM_KINDS } from './platform-kinds.js';

/** Machines to fill the room that is left; `reserve` principals are kept for later changes. */
export function buildMachines(w: World, reserve: number): Machine[] {
  const rng = w.rng.stream('machines');
  const mix = [...OWN_KINDS, ...PLATFORM_KINDS].map((kind): [MachineKind, number] => {
    const typical = kind.typical.includes(w.traits.kind) ? 2 : 1;
    return [kind, kind.weight * typical * rng.lognormal(1, 0.9)];
  });
  const machines: Machine[] = [];
  while (w.room > reserve) {
    const kind = rng.weighted(mix);
    machines.push(buildMachine(w, rng, kind, rng.favourite(w.teams, 1.7).index));
  }
  const total = machines.reduce((sum, machine) => sum + machine.rate, 0);
  const scale = w.traits.machineCalls / Math.max(1, total * w.options.days);
  for (const machine of machines)
    machine.rate = Math.min(6000 * (0.3 + scale), Math.max(0.2, machine.rate * scale));
  return machines;
}

function buildMachine(w: World, rng: Rng, kind: MachineKind, team: number): Machine {
  const { traits } = w;
  const { prod, dev, name, zone } = w.teams[team]!;
  const account =
    kind.scope === 'account' && rng.chance(0.5)
      ? rng.int(0, w.accounts.length - 1)
      : rng.chance(0.7)
        ? prod
        : dev;
  const service = serviceName(rng);
  const region = rng.favourite(w.accounts[account]!.regions, 1.6);
  const drawn = drawHost(rng, kind, account, region, '');
  const path = rng
    .pick(namesFor(kind, drawn.kind))
    .replace('{s}', service)
    .replace('{t}', name)
    .replace('{x}', rng.text('abcdefghijklmnopqrstuvwxyz0123456789', 8))
    .replace('{X}', rng.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 12));
  const label = path.split('/').at(-1)!;
  const isUser = kind.user === true;
  const principal = w.addPrincipal(isUser ? 'user' : 'role', w.accounts[account]!.id, path, kind.persona);
  const span = w.end - w.start;
  const from = rng.chance(traits.bornShare) ? w.start + rng.range(0, span - DAY / 2) : w.start;
  const to = rng.chance(traits.goneShare) ? from + rng.range(0.2, 1) * (w.end - from) : w.end;
  return {
    kind,
    principal,
    isUser,
    team,
    account,
    label,
    needs: drawNeeds(w, rng, { kind, team, account, service, region, from }),
    hosts: [{ from: w.start, value: [{ ...drawn, label }] }],
    from,
    to,
    rate: kind.rate * rng.lognormal(1, traits.rateSpread),
    zone,
    byArn: rng.chance(traits.byArn),
    batches: rng.chance(kind.persona === 'etl' || kind.rhythm === 'reconcile' ? 0.1 : 0.03),
    restarts: [],
    surges: [],
  };
}

/** Names that do not speak of another platform. */
function namesFor(kind: MachineKind, host: HostKind): readonly string[] {
  const about = (name: string): HostKind | undefined =>
    /github|gha/.test(name)
      ? 'github'
      : /codebuild/.test(name)
        ? 'codebuild'
        : /circleci/.test(name)
          ? 'circleci'
          : undefined;
  const fit = kind.names.filter((name) => (about(name) ?? host) === host);
  return fit.length > 0 ? fit : kind.names;
}

/** A host of a machine kind, with software of some age. */
export function drawHost(
  rng: Rng,
  kind: MachineKind,
  account: number,
  region: string,
  path: string,
  not?: HostKind,
): Host {
  const kinds = kind.hosts.filter((host) => host !== not);
  const host = rng.pick(kinds.length === 0 ? kind.hosts : kinds);
  return {
    kind: host,
    account,
    region,
    tool: rng.favourite(kind.tools, 1.3),
    version: rng.int(0, 24),
    fixed: fixedAddresses(rng, host, region, kind.service),
    label: path.split('/').at(-1)!,
  };
}

interface Wanted {
  readonly kind: MachineKind;
  readonly team: number;
  readonly account: number;
  readonly service: string;
  readonly region: string;
  readonly from: number;
}

function drawNeeds(w: World, rng: Rng, wanted: Wanted): Need[] {
  const { kind, team, account, from } = wanted;
  const [low, high] = kind.secrets;
  if (high === 0) return [];
  const factor = (w.traits.secretsPerService / 2.5) * (kind.scope === 'own' ? 1 : 1.2);
  const count = Math.max(low, Math.min(high * 2, Math.round(rng.logRange(low, high) * factor)));
  const secrets = new Set<Secret>();
  const near = w.secrets.filter(
    (s) => s.account === account && (kind.scope === 'account' || s.team === team),
  );
  const others = kind.scope === 'own' ? 0 : rng.range(0.4, 1);
  for (const secret of rng.sample(near, Math.round(count * others))) secrets.add(secret);
  // Secrets that everybody shares: a telemetry key, a registry login.
  const shared = w.secrets.filter((s) => s.stage === 'shared');
  if (shared.length > 0)
    for (let n = rng.poisson(w.traits.sharing * 2); n > 0; n--) secrets.add(rng.favourite(shared, 5));
  while (secrets.size < Math.min(count, 14)) secrets.add(newSecret(w, rng, wanted));
  if (near.length > secrets.size && kind.scope !== 'own')
    for (const s of rng.sample(near, count - secrets.size)) secrets.add(s);
  return [...secrets].map((secret) => ({ secret, from: Math.max(from, secret.from), to: Infinity }));
}

function newSecret(w: World, rng: Rng, { team, account, service, region, from }: Wanted): Secret {
  const stage = rng.weighted<Stage>([
    ['prod', 6],
    ['staging', 2],
    ['dev', 1.5],
    ['shared', 0.6],
  ]);
  const { naming } = w.accounts[account]!;
  const name = nameSecret(rng, naming, stage, w.teams[team]!.name, service);
  const born = from > w.start ? from - rng.range(0, 2 * DAY) : -Infinity;
  return w.addSecret(rng, { team, account, stage }, name, region, born);
}
