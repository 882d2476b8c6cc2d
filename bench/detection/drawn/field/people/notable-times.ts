import type { LabCall } from '../../lab-scenario.js';
import type { Builder } from '../company/builder.js';
import { DAY } from '../company/calendar.js';
import { secretId } from '../company/seen.js';

/** Criteria 1 and 4 of `rareEvents`, applied to all that has been drawn (calls in time order, before any theft). */
export function markNotableTimes(b: Builder): void {
  const { org, out, notable } = b;
  const WARM = 4;
  const who = new Map<string, LabCall[]>();
  for (const c of out.calls) {
    if (c.name !== 'GetSecretValue') continue;
    const a = b.actors[c.principal]!;
    const id = a.cls === 'person' ? `${c.principal}|${c.session ?? ''}` : `${c.principal}`;
    const list = who.get(id);
    if (list === undefined) who.set(id, [c]);
    else list.push(c);
  }
  for (const list of who.values()) {
    const known = new Set<string>();
    const refused = new Set<string>();
    let most = 0;
    for (let i = 0; i < list.length;) {
      const day = Math.floor((list[i]!.time - org.start) / DAY);
      const today = new Set<string>();
      const denied = new Set<string>();
      const from = i;
      for (; i < list.length && Math.floor((list[i]!.time - org.start) / DAY) === day; i++)
        (list[i]!.error === null ? today : denied).add(secretId(list[i]!));
      const fresh = [...today].filter((s) => !known.has(s)).length;
      const newRefused = [...denied].filter((s) => !refused.has(s) && !known.has(s)).length;
      const surge = today.size >= 12 && today.size >= 3 * most && most > 0;
      const machine = b.actors[list[from]!.principal]!.cls !== 'person';
      const enough = machine && known.size > 0 ? 8 : 12;
      if (day >= WARM && (fresh >= enough || newRefused >= 12 || surge)) {
        const principal = list[from]!.principal;
        const [t0, t1] = [list[from]!.time, list[i - 1]!.time];
        if (!notable.some((x) => x.principal === principal && x.from <= t1 && x.to >= t0))
          notable.push({
            principal,
            from: t0 - 60,
            to: t1 + 60,
            why:
              fresh >= enough
                ? `reads ${enough} or more secrets that it had not read before`
                : newRefused >= 12
                  ? 'is refused 12 or more secrets that it had not asked for'
                  : 'reads three times as many secrets as ever',
          });
      }
      for (const s of today) known.add(s);
      for (const s of denied) refused.add(s);
      most = Math.max(most, today.size);
    }
  }
}
