import { cloudAddress } from '../company/addresses.js';
import { AGENTS } from '../company/agents.js';
import type { Actor } from '../company/model.js';
import { DAY, HOUR } from '../company/time.js';
import { agentOverTime, type Program, sdkAgent, sessionName } from './program.js';
import { readBatch } from './reads.js';

/** A rotation function: Describe, Put AWSPENDING, Get of current and pending; started by RotateSecret of the service. */
export const rotation: Program = (w, rng, p) => {
  const { own, region } = w.profiles[p]!;
  const every = rng.pick([1, 7, 14, 30, 30, 30]) * DAY;
  const ua = AGENTS.boto(rng) + ' exec-env/AWS_Lambda_python3.9';
  const hosts = Array.from({ length: 4 }, () => cloudAddress(rng));
  const session = w.principals[p]!.arn.split('/').pop()!.slice(0, 60);
  const fails = new Set(rng.sample(own, rng.poisson(0.3)));
  for (const s of own)
    for (let t = w.start + rng.range(0, every); t < w.end; t += every + rng.range(-2, 2) * HOUR) {
      const inside = w.cloudActor(rng, p, session, ua, region, w.key(p, session, t));
      const actor = inside.vpce === null ? { ...inside, address: rng.pick(hosts) } : inside;
      for (let again = fails.has(s) ? 5 : 1, at = t; again > 0; again--, at += 900) {
        w.emit(actor, 'DescribeSecret', at, s);
        w.emit(actor, 'GetSecretValue', at + 1, s);
        if (again > 1) continue;
        w.emit(actor, 'PutSecretValue', at + 2, s);
        for (let k = rng.int(2, 4); k > 0; k--) w.emit(actor, 'GetSecretValue', at + 6 - k, s);
      }
    }
};

/** Posture scanners and inventories: list and describe; an odd one reads values to look for age or weak passwords. */
export const scanner: Program = (w, rng, p) => {
  const { account, region } = w.profiles[p]!;
  const own = w.reachOf(p);
  const every = Math.max(rng.pick([0.25, 1, 1, 7, 7, 14]), own.length / 250) * DAY;
  const vendor = Array.from({ length: rng.int(1, 4) }, () => cloudAddress(rng));
  const ua = agentOverTime(w, rng, rng.pick([AGENTS.boto, AGENTS.go, AGENTS.java]), 0.02);
  const session = rng.pick([
    'wiz-scan',
    'PrismaCloud',
    'prowler',
    'steampipe',
    'cspm-audit',
    'cloudquery',
    'config-inventory',
  ]);
  const reads = rng.chance(0.15) ? rng.pick([0.3, 1]) : 0;
  const describes = rng.chance(0.5);
  const begin = rng.chance(0.2) ? rng.range(2, w.days * 0.8) * DAY : 0;
  let first = begin > 0;
  for (
    let t = w.start + begin + rng.range(0, Math.min(every, 3 * DAY));
    t < w.end;
    t += every + rng.exp(900)
  ) {
    const actor: Actor = {
      p,
      session,
      key: w.key(p, session, t),
      address: rng.pick(vendor),
      ua: ua(t),
      vpce: null,
      region,
    };
    for (const r of w.accounts[account]!.regions)
      for (let k = 0; k <= own.length / 100; k++) w.emit({ ...actor, region: r }, 'ListSecrets', t + k, null);
    let at = t + 8;
    let count = 0;
    for (const s of own) {
      if (s.born > t) continue;
      if (describes) w.emit(actor, 'DescribeSecret', (at += 0.3), s);
      if (reads > 0 && rng.chance(reads)) {
        w.emit(actor, 'GetSecretValue', (at += 0.5), s);
        count++;
      }
    }
    if (first && count >= 8) w.note(p, t - 1, at + 60, 'first scan by a new scanner that reads values');
    first = false;
  }
};

/** Copies to a vault or to another region: reads everything it knows at a fixed hour. */
export const backup: Program = (w, rng, p) => {
  const own = w.reachOf(p).slice(0, 700);
  const { region } = w.profiles[p]!;
  const every = rng.pick([1, 1, 7]) * DAY;
  const hour = rng.range(0, 24) * HOUR;
  const ua = agentOverTime(w, rng, sdkAgent, 0.02);
  const batched = rng.chance(0.4);
  const put = rng.chance(0.3);
  for (let t = w.start + hour; t < w.end; t += every) {
    const session = sessionName(rng, rng.pick(['ecs', 'irsa', 'secrets-backup']), t);
    const actor = w.cloudActor(rng, p, session, ua(t), region, w.key(p, session, t));
    const now = own.filter((s) => s.born <= t);
    const at = t + rng.exp(60);
    for (let k = 0; k <= now.length / 100; k++) w.emit(actor, 'ListSecrets', at + k, null);
    if (batched)
      readBatch(
        w,
        actor,
        now.filter((s) => s.lab.region === region),
        at + 10,
      );
    else now.forEach((s, i) => w.emit(actor, 'GetSecretValue', at + 10 + i * 0.3, s));
    if (put && now.length > 0)
      w.emit(actor, 'ReplicateSecretToRegions', at + 900, rng.pick(now), {
        replicaRegion: w.accountOf(p).regions.at(-1)!,
      });
  }
};
