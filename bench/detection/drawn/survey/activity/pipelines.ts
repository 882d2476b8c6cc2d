import { cloudAddress, publicAddress, runnerAddress } from '../company/addresses.js';
import { AGENTS } from '../company/agents.js';
import type { Actor, Secret } from '../company/model.js';
import { serviceName } from '../company/names.js';
import { DAY, HOUR } from '../company/time.js';
import { agentOverTime, type Program, workMoments } from './program.js';

/** A pipeline: each run reads what its repository needs. */
export const pipeline: Program = (w, rng, p, rate) => {
  const { own, region, team } = w.profiles[p]!;
  const user = w.principals[p]!.kind === 'user';
  const style = rng.pick(['GitHubActions', 'GitHubActions', 'repo', 'gitlab', 'jenkins']);
  const repos = Array.from({ length: rng.int(1, 6) }, () => ({
    name: serviceName(rng),
    uses: rng.sample(own, rng.int(1, Math.max(1, Math.min(12, own.length)))),
  }));
  const ua = agentOverTime(
    w,
    rng,
    (r) => (r.chance(0.5) ? AGENTS.node(r) : AGENTS.cli(r, 'Linux/6.5.0-1018-azure')),
    0.03,
  );
  const jenkins = style === 'jenkins' ? publicAddress(rng) : null;
  const lists = rng.chance(0.3);
  const perRun = repos.reduce((sum, { uses }) => sum + uses.length, 0) / repos.length + (lists ? 1 : 0);
  for (const t of workMoments(w, rng, w.teams[team]!.tz, Math.max(0.3, rate / perRun), 0.04)) {
    const repo = rng.pick(repos);
    const session = user
      ? null
      : style === 'repo'
        ? `${repo.name}-${Math.floor(t / 1000)}`
        : style === 'gitlab'
          ? `gitlab-${rng.int(1e6, 9e6)}`
          : style;
    const actor: Actor = {
      p,
      session,
      key: w.key(p, session === null ? null : `${session}/${t}`, t),
      address: jenkins ?? (style === 'gitlab' && rng.chance(0.5) ? cloudAddress(rng) : runnerAddress(rng)),
      ua: ua(t),
      vpce: null,
      region,
    };
    if (lists) w.emit(actor, 'ListSecrets', t, null);
    let at = t + 1;
    for (const s of rng.chance(0.93) ? repo.uses : rng.sample(own, rng.int(1, own.length))) {
      if (s.born > at) continue;
      const bad = rng.chance(0.006 * w.company.numbers.slips);
      w.emit(actor, 'GetSecretValue', at, s, bad ? { error: 'AccessDenied' } : {});
      at += rng.exp(1.5);
    }
    if (rng.chance(0.02) && own.length > 0) w.emit(actor, 'PutSecretValue', at, rng.pick(own));
  }
};

/** Terraform: a plan or apply refreshes each secret of a whole stack. */
export const terraform: Program = (w, rng, p, rate) => {
  const { own, region, team } = w.profiles[p]!;
  const stacks: Secret[][] = [];
  for (const s of own)
    (rng.chance(0.12) || stacks.length === 0 ? stacks[stacks.push([]) - 1]! : rng.pick(stacks)).push(s);
  const local = rng.chance(0.3);
  const home = publicAddress(rng);
  const ua = agentOverTime(w, rng, (r) => AGENTS.terraform(r), 0.03);
  const values = rng.range(0.3, 1);
  const drift = rng.chance(0.35);
  const moments = workMoments(
    w,
    rng,
    w.teams[team]!.tz,
    Math.max(0.2, rate / (own.length / stacks.length) / 2),
  );
  if (drift) for (let d = 0; d < w.days; d++) moments.push(w.start + d * DAY + rng.range(3, 3.2) * HOUR);
  for (const t of moments) {
    const nightly = drift && (t - w.start) % DAY >= 3 * HOUR && (t - w.start) % DAY < 3.2 * HOUR;
    const session = rng.pick(['terraform', 'aws-go-sdk-1', 'atlantis', `terraform-run-${rng.mixed(10)}`]);
    const actor: Actor = {
      p,
      session,
      key: w.key(p, `${session}/${t}`, t),
      address: local ? home : runnerAddress(rng),
      ua: ua(t),
      vpce: null,
      region,
    };
    for (const stack of nightly ? stacks : [rng.pick(stacks)])
      stack.forEach((s, i) => {
        if (s.born > t) return;
        const at = t + 4 + i / 8 + rng.range(0, 2);
        w.emit(actor, 'DescribeSecret', at, s);
        if ((i * 7919) % 100 < values * 100) w.emit(actor, 'GetSecretValue', at + 1, s);
      });
  }
};
