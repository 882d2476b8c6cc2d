import type { LabCall } from '../../lab-scenario.js';
import { publicAddress } from '../company/addresses.js';
import { AGENTS } from '../company/agents.js';
import type { Actor } from '../company/model.js';
import { HOUR } from '../company/time.js';
import type { World } from '../company/world.js';

/**
 * Odd hours of programs: a code path that is seldom taken reads what is not read otherwise; a deployment with the
 * variables of another environment; somebody opens a shell in the container; a developer runs the program at home with
 * its role; a new release tries names that do not exist yet.
 */
export function oddities(w: World): void {
  const calls = w.principals.map((): LabCall[] => []);
  for (const c of w.calls) calls[c.principal]!.push(c);
  const months = w.days / 30;
  const { slips, curiosity, change, wild } = w.company.numbers;
  w.profiles.forEach((profile, p) => {
    const mine = calls[p]!;
    if (mine.length < 3 || ['human', 'breakglass', 'scanner', 'backup'].includes(profile.kind)) return;
    const rng = w.rng.stream(`odd/${p}`);
    const reach = w.reachOf(p);
    const seldom = rng.sample(reach, rng.int(1, 5));
    const at = (): { actor: Actor; t: number } => {
      const c = rng.pick(mine);
      return {
        t: c.time + rng.exp(300),
        actor: {
          p,
          session: c.session,
          key: c.accessKeyId,
          address: c.address,
          ua: c.userAgent,
          vpce: c.vpcEndpointId,
          region: profile.region,
        },
      };
    };
    const often = (perMonth: number, act: () => void): void => {
      for (let i = rng.poisson(perMonth * months); i > 0; i--) act();
    };
    often(rng.chance(0.3) ? rng.lognormal(0.5, 1) : 0, () => {
      const { actor, t } = at();
      for (const s of rng.sample(seldom, rng.int(1, seldom.length)))
        if (s.born < t) w.emit(actor, 'GetSecretValue', t + rng.range(0, 60), s);
    });
    often(0.03 * slips * Math.min(2, change), () => {
      const services = new Set(profile.own.map((s) => s.service));
      const other = w.secrets.filter((s) => services.has(s.service) && !profile.own.includes(s)).slice(0, 12);
      const may = new Set(reach);
      for (let { actor, t } = at(), k = rng.int(1, 5); k > 0; k--, t += rng.exp(900))
        for (const s of other)
          if (s.born < t)
            w.emit(actor, 'GetSecretValue', t, s, { error: may.has(s) ? null : 'AccessDenied' });
    });
    often(0.025 * (curiosity + slips), () => {
      const { actor, t } = at();
      const shell = { ...actor, ua: rng.chance(0.8) ? AGENTS.cli(rng, 'linux/5.10') : AGENTS.boto(rng) };
      if (rng.chance(0.4))
        w.emit(shell, 'ListSecrets', t, null, { error: profile.reach === 'own' ? 'AccessDenied' : null });
      for (const s of rng.sample(rng.chance(0.75) ? profile.own : reach, rng.int(1, 4)))
        if (s.born < t) w.emit(shell, 'GetSecretValue', t + rng.range(5, 400), s);
    });
    often(0.008 * (wild + curiosity), () => {
      const { actor, t } = at();
      const laptop = {
        ...actor,
        vpce: null,
        address: rng.chance(0.5) ? rng.pick([...w.vpn, ...w.offices.flat()]) : publicAddress(rng),
        ua: rng.chance(0.5) ? AGENTS.cli(rng) : actor.ua,
        session: actor.session === null ? null : `local-${rng.hex(4)}`,
        key: actor.session === null ? actor.key : w.newKey('ASIA'),
      };
      for (let k = rng.int(1, 4), s0 = t; k > 0; k--, s0 += rng.exp(HOUR))
        for (const s of profile.own.slice(0, 15))
          if (s.born < s0) w.emit(laptop, 'GetSecretValue', s0 + rng.range(0, 3), s);
    });
  });
}
