import { publicAddress, runnerAddress } from '../company/addresses.js';
import { AGENTS } from '../company/agents.js';
import type { Actor } from '../company/model.js';
import { agentOverTime, type Program, workMoments } from './program.js';

/** One user whose key lies on many machines: laptops, a server, a CI, scripts. */
export const sharedUser: Program = (w, rng, p, rate) => {
  const { own, region, team } = w.profiles[p]!;
  const users = Array.from({ length: rng.int(2, 9) }, () => ({
    places: Array.from({ length: rng.int(1, 3) }, () => publicAddress(rng)),
    ua: agentOverTime(
      w,
      rng,
      (r) => rng.pick([AGENTS.cli(r), AGENTS.boto(r), AGENTS.node(r), AGENTS.terraform(r, 'darwin')]),
      0.03,
    ),
    uses: rng.sample(own, Math.max(1, rng.int(1, own.length))),
    weight: rng.exp(1),
    hosted: rng.chance(0.35),
  }));
  const keys = [w.key(p, null, 0), w.newKey('AKIA')];
  for (const t of workMoments(w, rng, w.teams[team]!.tz, rate / 3, 0.2)) {
    const who = rng.weighted(users.map((u) => [u, u.weight] as const));
    const actor: Actor = {
      p,
      session: null,
      key: who.weight > 1.4 ? keys[1]! : keys[0]!,
      address: who.hosted && rng.chance(0.5) ? runnerAddress(rng) : rng.pick(who.places),
      ua: who.ua(t),
      vpce: null,
      region,
    };
    if (rng.chance(0.1)) w.emit(actor, 'ListSecrets', t, null);
    for (const s of rng.chance(0.8) ? rng.sample(who.uses, rng.int(1, 4)) : who.uses)
      if (s.born <= t)
        w.emit(actor, 'GetSecretValue', t + 1 + rng.range(0, 20), s, {
          error: rng.chance(0.015) ? 'AccessDenied' : null,
        });
  }
};
