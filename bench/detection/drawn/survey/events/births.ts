import { cloudAddress, runnerAddress } from '../company/addresses.js';
import { AGENTS } from '../company/agents.js';
import type { Actor, Secret } from '../company/model.js';
import { DAY } from '../company/time.js';
import type { World } from '../company/world.js';

/** Secrets that come into being within the period, made by a pipeline, Terraform or a person; a few are deleted. */
export function births(w: World): void {
  const rng = w.rng.stream('births');
  const makers = new Map<string, number[]>();
  w.profiles.forEach(({ kind, account }, p) => {
    if (kind !== 'ci' && kind !== 'terraform' && kind !== 'human') return;
    const { id } = w.accounts[account]!;
    makers.set(id, [...(makers.get(id) ?? []), p]);
  });
  const actorOf = (p: number, t: number): Actor => {
    const human = w.profiles[p]!.kind === 'human';
    const session = w.principals[p]!.kind === 'user' ? null : human ? 'admin' : 'GitHubActions';
    return {
      p,
      session,
      key: w.key(p, session, t),
      address: human ? rng.pick(w.offices[0]!) : rng.chance(0.2) ? cloudAddress(rng) : runnerAddress(rng),
      ua: human ? AGENTS.cli(rng) : AGENTS.terraform(rng),
      vpce: null,
      region: w.homeRegion,
    };
  };
  for (const s of w.secrets) {
    const p = makers.get(s.lab.accountId);
    if (p === undefined || s.born <= w.start) continue;
    const actor = actorOf(rng.pick(p), s.born);
    w.emit(actor, 'CreateSecret', s.born, s, { by: 'name' });
    if (rng.chance(0.7)) w.emit(actor, 'PutSecretValue', s.born + 2, s);
    if (rng.chance(0.4)) w.emit(actor, 'TagResource', s.born + 3, s);
  }
  const used = new Set<Secret>(w.profiles.flatMap(({ own }) => own));
  const idle = w.secrets.filter((s) => !used.has(s));
  for (const s of rng.sample(idle, Math.min(idle.length, rng.poisson(4)))) {
    const p = makers.get(s.lab.accountId);
    const t = w.start + rng.range(0, w.days) * DAY;
    if (p !== undefined)
      w.emit(actorOf(rng.pick(p), t), rng.chance(0.9) ? 'DeleteSecret' : 'RestoreSecret', t, s);
  }
}
