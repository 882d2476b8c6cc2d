import type { Planned } from '../company/organisation.js';
import { DAY } from '../company/time.js';
import type { World } from '../company/world.js';

/** A role `b` that replaces a role `a` from a moment on. */
interface Succession {
  readonly a: number;
  readonly b: number;
  readonly at: number;
}

/** Draws the roles that are replaced by a successor (blue/green, a renamed stack). */
export function planSuccessors(w: World, planned: Planned[]): Succession[] {
  const rng = w.rng.stream('successors');
  const pool = rng.shuffle(
    planned.filter(
      ({ kind, p }) =>
        (kind === 'service' || kind === 'lambda' || kind === 'batch') && w.principals[p]!.kind === 'role',
    ),
  );
  const out: Succession[] = [];
  for (
    let i = 0,
      n = Math.min(
        pool.length >> 2,
        rng.poisson(planned.length * (w.company.label.includes('acquired') ? 0.07 : 0.02)),
      );
    i < n;
    i++
  ) {
    const a = pool[2 * i]!.p;
    const b = pool[2 * i + 1]!.p;
    const old = w.principals[a]!;
    w.principals[b] = {
      ...old,
      arn: `${old.arn.replace(/-[A-Z0-9]{12}$/, '')}-${rng.chance(0.5) ? rng.upper(12) : rng.pick(['v2', 'green', 'k8s', 'next'])}`,
    };
    w.profiles[b] = { ...w.profiles[a]! };
    planned.splice(
      planned.findIndex(({ p }) => p === b),
      1,
    );
    out.push({ a, b, at: w.start + rng.range(3, w.days - 2) * DAY });
  }
  return out;
}

/** Gives the calls of replaced roles to their successors. */
export function handOver(w: World, successors: readonly Succession[]): void {
  const of = new Map(successors.map((s) => [s.a, s] as const));
  w.calls.forEach((call, i) => {
    const s = of.get(call.principal);
    if (s !== undefined && call.time >= s.at)
      w.calls[i] = {
        ...call,
        principal: s.b,
        accessKeyId: `ASIA${Array.from(call.accessKeyId.slice(4)).reverse().join('')}`,
      };
  });
}
