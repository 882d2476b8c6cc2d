import type { LabCall, LabTheft } from '../../lab-scenario.js';
import { cloudAddress, hostedAddress, publicAddress, runnerAddress } from '../company/addresses.js';
import type { Person } from '../company/person.js';
import type { RandomStream } from '../company/random-stream.js';
import { DAY, HOUR } from '../company/time.js';
import type { World } from '../company/world.js';
import type { Judge } from './judge.js';
import type { Shape } from './shape.js';
import { SHAPES } from './shapes.js';
import { Theft } from './theft.js';

/** Hides thefts among the honest calls, which are sorted by time. */
export function commitThefts(w: World, people: readonly Person[], judge: Judge): LabTheft[] {
  const rng = w.rng.stream('thefts');
  const honest = w.principals.map((): LabCall[] => []);
  for (const c of w.calls) honest[c.principal]!.push(c);
  const secrets = new Map(w.secrets.map((s) => [s.lab, s] as const));
  const busy: { p: number; from: number; to: number }[] = [];
  const out: LabTheft[] = [];
  for (let i = 0, tries = 0; i < w.options.thefts && tries < w.options.thefts * 12; tries++) {
    const r = rng.stream(`${tries}`);
    const shape = r.weighted(SHAPES.map((s) => [s, s.weight] as const));
    const id = `T${String(i + 1).padStart(2, '0')}`;
    const days = shape.days === undefined ? 1 : Math.round(r.range(...shape.days));
    const begin =
      w.start + (r.chance(0.07) ? r.range(1.5, 6) : r.range(6, Math.max(6.5, w.days - days - 0.2))) * DAY;
    const time =
      shape.night === true
        ? begin - (begin % DAY) + ((23 - Math.max(-8, w.teams[0]!.tz) + r.range(0, 5)) % 24) * HOUR
        : begin;
    const free = (p: number): boolean =>
      !busy.some((b) => b.p === p && time < b.to + 3 * DAY && time + days * DAY > b.from - 3 * DAY);
    const fits = (p: number): boolean =>
      shape.kinds.includes(w.profiles[p]!.kind) &&
      (shape.users !== true || w.principals[p]!.kind === 'user') &&
      free(p) &&
      ((honest[p]!.length >= 5 && honest[p]![0]!.time <= time) || w.profiles[p]!.kind === 'breakglass');
    // Thieves mostly give up where a credential opens nothing beyond what its owner reads anyway.
    const content = shape.what === 'own' || shape.what === 'any' || r.chance(0.35);
    const worth = (p: number): boolean => content || w.reachOf(p).length >= w.profiles[p]!.own.length + 4;
    const pool = w.principals.flatMap((_, p) => (fits(p) && worth(p) ? [p] : []));
    if (pool.length === 0) continue;
    const victims = r.sample(pool, shape.principals === undefined ? 1 : r.int(...shape.principals));
    const before = w.calls.length;
    const place = outsideAddress(w, r, shape, people, victims[0]!);
    for (const [k, p] of victims.entries()) {
      const t = time + k * (shape.oneAddress === true ? r.range(30, 4000) : r.range(0, 0.7 * DAY));
      new Theft(w, r.stream(`${p}`), shape, id, p, honest[p]!, secrets).run(
        t,
        days,
        shape.oneAddress === true ? place : outsideAddress(w, r, shape, people, p),
      );
    }
    const calls = w.calls.slice(before);
    if (calls.length === 0) continue;
    for (const p of new Set(calls.map((c) => c.principal)))
      busy.push({
        p,
        from: Math.min(...calls.map((c) => c.time)),
        to: Math.max(...calls.map((c) => c.time)),
      });
    out.push(judge.judge(id, shape.name, calls));
    i++;
  }
  return out;
}

/** Draws an address from which a thief comes, as far as the shape says so. */
function outsideAddress(
  w: World,
  rng: RandomStream,
  shape: Shape,
  people: readonly Person[],
  p: number,
): string {
  switch (shape.from) {
    case 'cloud':
      return cloudAddress(rng);
    case 'runner':
      return runnerAddress(rng);
    case 'vpn':
      return rng.pick(w.vpn);
    case 'home': {
      const near = people.filter(({ access }) => access.some((a) => a.p === p));
      return near.length > 0 ? rng.pick(rng.pick(near).homes) : publicAddress(rng);
    }
    case 'residential':
      return publicAddress(rng);
    default:
      return rng.chance(0.85) ? hostedAddress(rng) : cloudAddress(rng);
  }
}
