import type { World } from '../company/world.js';
import { serviceName } from '../draw/names.js';
import { at, change, DAY, HOUR, isWeekend } from '../draw/time.js';
import type { Rng } from '../draw/rng.js';
import { drawHost } from '../machines/build.js';
import { fixedAddresses, type Host } from '../machines/host.js';
import type { Machine } from '../machines/machine.js';

type Change = (w: World, rng: Rng, machine: Machine, time: number) => void;

/** New software of the same machine: another version in the user agent. */
const upgrade: Change = (_, rng, machine, time) => {
  change(
    machine.hosts,
    time,
    at(machine.hosts, time).map((host) => ({ ...host, version: host.version + rng.int(1, 4) })),
  );
  machine.restarts.push(time);
};

/** The same role moves to another platform, or to another library. */
const replatform: Change = (_, rng, machine, time) => {
  const [old] = at(machine.hosts, time) as [Host];
  const host = drawHost(rng, machine.kind, machine.account, old.region, machine.label, old.kind);
  change(machine.hosts, time, [host]);
  machine.restarts.push(time);
};

/** A second region that is as busy as the first; the secrets are replicated or read across. */
const newRegion: Change = (w, rng, machine, time) => {
  const [old] = at(machine.hosts, time) as [Host];
  const region = rng.pick(w.accounts[machine.account]!.regions);
  if (region === old.region) return;
  change(machine.hosts, time, [old, { ...old, region, fixed: fixedAddresses(rng, old.kind, region) }]);
  for (const { secret, to } of [...machine.needs]) {
    if (to < time || rng.chance(0.5)) continue;
    const replica = w.replicate(secret, region, time - HOUR);
    machine.needs.push({ secret: replica, from: Math.max(time, replica.from), to: Infinity });
  }
};

/** Somebody breaks a policy; it is mended after some hours. */
const breakPolicy: Change = (w, rng, machine, time) => {
  const list = w.breaks.get(machine.principal) ?? [];
  list.push({
    from: time,
    to: time + rng.logRange(0.2, 40) * HOUR,
    share: rng.chance(0.5) ? 1 : rng.range(0.2, 0.8),
  });
  w.breaks.set(machine.principal, list);
};

/** Secrets get new names: the old ones go some days later. */
const renameSecrets: Change = (w, rng, machine, time) => {
  const style = rng.pick(['/v2', '-new', '-2026', '/primary', '-blue']);
  for (const need of [...machine.needs]) {
    if (need.to < Infinity || need.secret.stage === 'shared' || rng.chance(0.3)) continue;
    need.to = time + rng.range(0, 600);
    const renamed = w.addSecret(
      rng,
      need.secret,
      need.secret.lab.name + style,
      need.secret.lab.region,
      time - rng.range(-HOUR / 2, DAY),
    );
    machine.needs.push({ secret: renamed, from: need.to, to: Infinity });
    need.secret.to = Math.min(need.secret.to, time + rng.range(2, 20) * DAY);
  }
};

/** The machine needs a few more secrets: a feature, a provider. */
const addNeeds: Change = (w, rng, machine, time) => {
  const near = w.secrets.filter(
    ({ account, team, to }) => account === machine.account && team === machine.team && to === Infinity,
  );
  const known = new Set(machine.needs.map(({ secret }) => secret));
  for (const secret of rng.sample(near, rng.geometric(2)))
    if (!known.has(secret)) machine.needs.push({ secret, from: Math.max(time, secret.from), to: Infinity });
  machine.restarts.push(time);
};

/** A platform's machine takes over another team's stack, cluster or client: many secrets at once. */
const takeOver: Change = (w, rng, machine, time) => {
  if (machine.kind.scope === 'own') return;
  const known = new Set(machine.needs.map(({ secret }) => secret));
  const here = w.secrets.filter(
    (secret) => secret.account === machine.account && secret.to === Infinity && !known.has(secret),
  );
  if (here.length === 0) return;
  const { team } = rng.pick(here);
  for (const secret of here.filter((s) => s.team === team).slice(0, Math.round(rng.logRange(4, 50))))
    machine.needs.push({ secret, from: Math.max(time, secret.from), to: Infinity });
  machine.restarts.push(time);
};

/** The machine reads more often: a sale, a load test, a cache that does not work. */
const busier: Change = (_, rng, machine, time) => {
  machine.surges.push({ from: time, to: time + rng.logRange(1, 72) * HOUR, factor: rng.logRange(1.5, 25) });
};

/** A scale-out or a crash loop: many restarts in an hour. */
const crashLoop: Change = (_, rng, machine, time) => {
  for (let t = time, n = rng.int(3, 25); n > 0; n--, t += rng.range(60, 900)) machine.restarts.push(t);
};

const CHANGES: readonly (readonly [Change, number])[] = [
  [upgrade, 5],
  [replatform, 1.5],
  [newRegion, 0.7],
  [breakPolicy, 1.5],
  [renameSecrets, 0.8],
  [addNeeds, 3],
  [takeOver, 3],
  [busier, 1.5],
  [crashLoop, 1.5],
];

/** Plans what happens to machines, before they work. */
export function changeMachines(w: World, machines: Machine[]): void {
  const rng = w.rng.stream('machine-changes');
  const count = rng.poisson((w.traits.changeRate * w.options.days * w.options.identities) / 100);
  for (let n = 0; n < count; n++) {
    const machine = rng.pick(machines);
    if (machine.needs.length === 0) continue;
    rng.weighted(CHANGES)(w, rng, machine, workingTime(w, rng, machine));
  }
  for (const machine of machines) {
    const perWeek = rng.logRange(0.2, 12);
    if (machine.kind.rhythm === 'service')
      for (let k = rng.poisson((perWeek * w.options.days) / 7); k > 0; k--)
        machine.restarts.push(workingTime(w, rng, machine));
  }
  replaceSome(w, rng, machines);
  moveTools(w, rng, machines);
  for (const machine of machines) machine.restarts.sort((a, b) => a - b);
}

function workingTime(w: World, rng: Rng, { zone }: Machine): number {
  for (let tries = 0; ; tries++) {
    const day = w.start + rng.int(0, w.options.days - 1) * DAY;
    if (!isWeekend(day) || tries > 3) return day + (rng.range(9, 18) - zone) * HOUR;
  }
}

/** Roles that are renamed or re-platformed: a new role takes the place of an old one, sometimes with an overlap. */
function replaceSome(w: World, rng: Rng, machines: Machine[]): void {
  while (w.room > 0) {
    const old = rng.pick(machines);
    const time = w.start + rng.range(0.1, 0.9) * (w.end - w.start);
    const parts = old.label.slice(0, 40);
    const name = rng.pick([
      `${parts}-v2`,
      `${parts}-ng`,
      `prod-${parts}`,
      `${parts.split('-')[0]!}-${serviceName(rng)}`,
      `${parts}-eks`,
    ]);
    const accountId = w.accounts[old.account]!.id;
    const principal = w.addPrincipal(old.isUser ? 'user' : 'role', accountId, name, old.kind.persona);
    const [host] = at(old.hosts, time) as [Host];
    const moved = drawHost(
      rng,
      old.kind,
      old.account,
      host.region,
      name,
      rng.chance(0.5) ? host.kind : undefined,
    );
    machines.push({
      ...old,
      principal,
      label: name,
      hosts: [{ from: w.start, value: [moved] }],
      needs: old.needs.map((need) => ({ ...need, from: Math.max(need.from, time) })),
      from: time,
      to: w.end,
      restarts: [],
      surges: [],
    });
    old.to = Math.min(old.to, time + rng.range(0, 6) * DAY);
    if (old.to < old.from) old.from = old.to - HOUR;
  }
}

/** A whole company changes its IaC tool or its CI provider. */
function moveTools(w: World, rng: Rng, machines: readonly Machine[]): void {
  const span = w.end - w.start;
  if (rng.chance(0.1 * w.traits.changeRate)) {
    const time = w.start + rng.range(0.1, 0.9) * span;
    for (const machine of machines)
      if (machine.kind.rhythm === 'iac') {
        const later = time + rng.range(0, 0.3) * span;
        change(
          machine.hosts,
          later,
          at(machine.hosts, later).map((host) => ({ ...host, tool: 'pulumi' as const })),
        );
      }
  }
  if (rng.chance(0.1 * w.traits.changeRate)) {
    const time = w.start + rng.range(0.1, 0.9) * span;
    const kind = rng.pick(['github', 'gitlab', 'circleci', 'codebuild'] as const);
    for (const machine of machines)
      if (machine.kind.rhythm === 'pipeline' && !machine.isUser) {
        const later = time + rng.range(0, 0.3) * span;
        change(
          machine.hosts,
          later,
          at(machine.hosts, later).map((host) => ({ ...host, kind, fixed: [] })),
        );
      }
  }
}
