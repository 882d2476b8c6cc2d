import type { LabTheft } from '../../lab-scenario.js';
import type { Builder } from '../company/builder.js';
import { DAY, HOUR } from '../company/calendar.js';
import { Seen } from '../company/seen.js';
import { DISGUISED_THEFTS } from './disguised-thefts.js';
import { Judge } from './judge.js';
import { SLOW_THEFTS } from './slow-thefts.js';
import { SWEEPING_THEFTS } from './sweeping-thefts.js';
import { TAKEOVER_THEFTS } from './takeover-thefts.js';
import { type Shape, Thief } from './thief.js';
import { TOOL_THEFTS } from './tool-thefts.js';

/** Hides thefts in the ordinary calls, which are in time order. */
export function hideThefts(b: Builder, count: number): LabTheft[] {
  const { org, out } = b;
  const r = org.rng.sub('thefts');
  const seen = new Seen(b);
  const judge = new Judge(b);
  const busy = new Map<number, [number, number][]>();
  const shapes = [
    ...TOOL_THEFTS,
    ...TAKEOVER_THEFTS,
    ...SWEEPING_THEFTS,
    ...SLOW_THEFTS,
    ...DISGUISED_THEFTS,
  ].map((s) => [s, s[1]] as const);
  // The shapes in proportion to their weights, in any order; one for which there is no victim is replaced by another.
  const total = shapes.reduce((sum, [, w]) => sum + w, 0);
  const deck: Shape[] = [];
  let at = r.next();
  for (const [s, w] of r.some(shapes, shapes.length))
    for (at += (w * count) / total; at >= 1; at--) deck.push(s);
  const order = r.some(deck, deck.length);
  const made: LabTheft[] = [];
  for (let i = 0; i < count; i++) {
    const q = r.sub(`${i}`);
    for (let attempt = 0; attempt < 60; attempt++) {
      const first = q.chance(0.1) ? 0.5 : 6;
      const t = Math.floor(org.start + (first + q.next() * (org.days - first - 0.2)) * DAY);
      if (t >= org.end - HOUR) continue;
      const [name, , run] = (attempt < 12 ? order[i] : undefined) ?? q.weighted(shapes);
      const id = `field-${i + 1}`;
      const from = out.calls.length;
      out.theft = id;
      const thief = new Thief(b, q.sub(`a${attempt}`), seen, t, busy);
      const ok = run(thief);
      out.theft = null;
      const calls = out.calls.slice(from).sort((x, y) => x.time - y.time);
      if (!ok || !calls.some((c) => c.name === 'GetSecretValue' || c.name === 'BatchGetSecretValue')) {
        out.calls.length = from;
        continue;
      }
      for (const p of new Set(calls.map((c) => c.principal))) {
        const times = calls.filter((c) => c.principal === p).map((c) => c.time);
        busy.set(p, [...(busy.get(p) ?? []), [times[0]!, times[times.length - 1]!]]);
      }
      made.push({ id, shape: name, ...judge.decide(calls) });
      break;
    }
  }
  return made;
}
