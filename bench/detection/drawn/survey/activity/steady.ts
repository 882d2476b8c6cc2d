import { publicAddress } from '../company/addresses.js';
import { AGENTS } from '../company/agents.js';
import type { Actor } from '../company/model.js';
import type { RandomStream } from '../company/random-stream.js';
import { DAY, HOUR } from '../company/time.js';
import type { World } from '../company/world.js';
import { agentOverTime, type Program, sdkAgent, sessionName } from './program.js';
import { readAll, troubles } from './reads.js';

/** Lives of instances, tasks or pods: wanted number by the hour, deployments, crashes. */
function lives(
  w: World,
  rng: RandomStream,
  base: number,
  swing: number,
  tz: number,
  deploysPerWeek: number,
): { start: number; end: number }[] {
  const out: { start: number; end: number }[] = [];
  let alive: number[] = Array.from(
    { length: Math.max(1, Math.round(base)) },
    () => w.start - rng.range(0, 5) * DAY,
  );
  const crash = rng.lognormal(0.012, 1) / 24;
  for (let t = w.start; t < w.end; t += HOUR) {
    const work = w.load(tz, t, 0.15);
    const wanted = Math.max(1, Math.round(base * (1 - swing + swing * 2 * work)));
    if (rng.chance((deploysPerWeek / 168) * (0.1 + 2.2 * Math.min(1, work)))) {
      const roll = rng.range(60, 1500);
      out.push(...alive.map((start) => ({ start, end: t + rng.range(0, roll) })));
      alive = alive.map(() => t + rng.range(0, roll));
    }
    while (alive.length < wanted) alive.push(t + rng.range(0, HOUR * 0.9));
    while (alive.length > wanted) out.push({ start: alive.shift()!, end: t + rng.range(0, HOUR * 0.9) });
    alive = alive.map((start) => {
      if (!rng.chance(crash)) return start;
      const end = t + rng.range(0, HOUR);
      out.push({ start, end });
      return end + rng.range(5, 120);
    });
  }
  out.push(...alive.map((start) => ({ start, end: w.end })));
  return out.filter(({ start, end }) => end > start);
}

/** Services in containers or on instances, fleets that scale, operators of Kubernetes, old servers with a user's key. */
export const steady: Program = (w, rng, p, rate) => {
  const { kind, own, region, team } = w.profiles[p]!;
  const user = w.principals[p]!.kind === 'user';
  const tz = w.teams[team]!.tz;
  const n = Math.max(1, own.length);
  const style =
    kind === 'operator'
      ? 'external-secrets-provider-aws'
      : kind === 'fleet'
        ? 'ec2'
        : rng.pick([
            'ecs',
            'ecs',
            'ec2',
            'eks',
            'irsa',
            'java',
            w.principals[p]!.arn.split('/').pop()!.slice(0, 60),
          ]);
  const refreshing = kind === 'operator' || rng.chance(kind === 'fleet' ? 0.3 : 0.6);
  let interval = refreshing
    ? rng.pick([300, 600, 900, 1800, 3600, 3600, 3600, 7200, 21600, 43200, 86400])
    : Infinity;
  const swing =
    kind === 'fleet'
      ? rng.range(0.4, 0.95)
      : kind === 'operator' || user
        ? 0
        : Math.max(0, rng.range(-0.3, 0.6));
  const deploys = user || kind === 'operator' ? 0.15 : rng.lognormal(w.company.numbers.change, 0.7);
  let base =
    kind === 'operator' || user
      ? 1
      : Math.min(kind === 'fleet' ? 60 : 14, rng.lognormal(kind === 'fleet' ? 9 : 2.4, 0.7));
  if (refreshing) {
    base = kind === 'operator' || user ? 1 : Math.max(1, Math.min(base, (rate * interval) / 86400 / n));
    while ((base * n * 86400) / interval > rate * 1.8 && interval < 86400) interval *= 2;
  } else base = Math.max(1, Math.min(base, (rate / n / Math.max(0.2, deploys / 7 + swing * 2)) * 1.5));
  const describes = refreshing && kind !== 'operator' && rng.chance(0.3);
  const jitter = rng.pick([0, 0.02, 0.1, 0.5]);
  const ua = agentOverTime(
    w,
    rng,
    kind === 'operator'
      ? rng.pick([AGENTS.eso, AGENTS.eso, AGENTS.csi])
      : describes
        ? AGENTS.javaCache
        : style === 'ecs' && !refreshing
          ? AGENTS.ecs
          : sdkAgent,
  );
  const trouble = troubles(w, rng, own);
  const places = Array.from({ length: rng.int(1, 2) }, () => publicAddress(rng));
  const lazy = rng.chance(0.3) ? rng.range(0.2, 0.9) : 1;
  for (const life of lives(w, rng, base, swing, tz, deploys)) {
    const session = user ? null : sessionName(rng, style, life.start);
    const cloud = w.cloudActor(rng, p, session, '', region, '');
    const actorAt = (t: number): Actor => {
      const actor = { ...cloud, ua: ua(t), key: w.key(p, session, t, style === 'ec2' ? 6 * HOUR : HOUR) };
      return user && kind === 'legacy' ? { ...actor, address: places[0]!, vpce: null } : actor;
    };
    const first = lazy === 1 ? own : own.filter(() => rng.chance(lazy));
    if (life.start >= w.start)
      readAll(w, rng, actorAt(life.start), first, life.start + rng.range(3, 40), trouble);
    const bad = trouble.find((x) => x.from <= life.end && x.to > life.start);
    if (bad !== undefined && !refreshing) {
      let t = Math.max(bad.from, life.start);
      for (let i = 0; i < 150 && t < Math.min(bad.to, life.end); i++, t += bad.backoff * rng.range(1, 1.3))
        readAll(w, rng, actorAt(t), [...bad.secrets], t, [bad]);
    }
    if (!refreshing) continue;
    const phase = rng.range(0, 1);
    let t = Math.max(life.start + interval, w.start + phase * interval);
    for (; t < life.end; t += interval * (1 + jitter * (rng.next() - 0.5))) {
      const actor = actorAt(t);
      if (describes) {
        for (const s of own) if (s.born <= t) w.emit(actor, 'DescribeSecret', t + rng.range(0, 30), s);
        if (rng.chance(0.02)) readAll(w, rng, actor, [rng.pick(own)], t + 31, trouble);
      } else readAll(w, rng, actor, own, t, trouble, kind === 'operator' ? 0.6 : 0.25);
    }
  }
};
