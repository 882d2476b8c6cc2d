import type { LabCall } from '../../lab-scenario.js';
import type { Builder } from '../company/builder.js';
import { DAY } from '../company/calendar.js';
import type { Actor, ActorClass } from '../company/model.js';
import { secretId } from '../company/seen.js';
import { productOf } from '../company/user-agents.js';
import {
  isMatchAll,
  isRead,
  network,
  NO_PICTURE,
  noPast,
  type Past,
  type Picture,
  learn,
  pictureOf,
} from './picture.js';

/**
 * Decides which thefts can be found. A theft is findable when an expert who knows what all roles and
 * users usually do would put it on a list, because (A) there is something to be seen, and (B) honest ones of its kind
 * do not show as much, or only very few of them do.
 *
 * (A) One of:
 *  1. A machine's credentials (program, pipeline, tool) read two secrets or more, or are refused three or more, from a
 *     network that neither it nor its like have called from; a person's from a network that nobody in the organisation
 *     has called from, and either three secrets that the person had not read, or with a tool that no person there uses.
 *  2. A machine reads three secrets or more that it never read; a person eight or more.
 *  3. A machine is refused (or does not find) five or more that it had not asked for; a person eight or more.
 *  4. A machine's credentials read two secrets or more with a tool that it never used, nor have its like.
 *  5. Ten secrets or more within ten minutes, and twice as many in a day as ever before.
 *  6. Three or more identities call from one public address from which nobody called before.
 *  7. A person's session under a role that this person never used, with five secrets or more; a principal that had done
 *     nothing, with five or more.
 *  8. Lists of secrets in five or more regions in which this principal had never called.
 *  9. A batch call by a filter that every secret fulfils (a negated tag), which nobody there makes.
 * (B) Among all ordinary, not notable times of the same length (in days) of principals of the same class there are at
 *     most two principals that show at least three quarters as much in every respect: unread, unread of other teams,
 *     refused, most within ten minutes, strange network, strange tool.
 * For a theft of the first three days, what is usual is known from the rest of the period: the expert reads it all.
 */
export class Judge {
  private readonly byWho = new Map<string, LabCall[]>();
  private readonly days = new Map<string, { cls: ActorClass; pictures: (Picture | null)[] }>();
  private readonly everyone: LabCall[];
  /** Of each kind of principals: when a network (`@…`) or a tool was first seen. */
  private readonly firsts = new Map<string, Map<string, number>>();
  private readonly addresses = new Map<string, number>();
  private readonly anyMatchAll: boolean;
  private readonly teams = new Map<string, number>();
  private readonly quiet: Set<string>;

  /** With the ordinary calls in time order. */
  constructor(private readonly b: Builder) {
    this.everyone = [...b.out.calls];
    for (const s of b.org.secrets)
      this.teams.set(
        `${s.ref.accountId}/${s.ref.region}/${s.ref.name}`,
        s.service === 'shared' ? -1 : s.team,
      );
    this.quiet = new Set(
      b.notable.flatMap((n) => {
        const l: string[] = [];
        for (let t = n.from; t < n.to + DAY; t += DAY)
          l.push(`${n.principal}/${this.day(Math.min(t, n.to))}`);
        return l;
      }),
    );
    this.anyMatchAll = this.everyone.some(isMatchAll);
    for (const c of this.everyone) {
      const id = this.who(c);
      const a = b.actors[c.principal]!;
      const group = this.group(a);
      const firsts = this.firsts.get(group) ?? this.firsts.set(group, new Map()).get(group)!;
      const net = network(c, a);
      if (net !== null && !firsts.has(`@${net}`)) firsts.set(`@${net}`, c.time);
      const t = productOf(c.userAgent);
      if (!firsts.has(t)) firsts.set(t, c.time);
      if (!this.addresses.has(c.address)) this.addresses.set(c.address, c.time);
      (this.byWho.get(id) ?? this.byWho.set(id, []).get(id)!).push(c);
    }
    this.ordinary();
  }
  private day(t: number): number {
    return Math.floor((t - this.b.org.start) / DAY);
  }
  private who(c: LabCall): string {
    return this.b.actors[c.principal]!.cls === 'person'
      ? `${c.principal}|${c.session ?? ''}`
      : `${c.principal}`;
  }
  private group(a: Actor): string {
    return a.cls === 'person' ? 'person' : a.principal.persona;
  }
  /** The pictures of all ordinary days. */
  private ordinary(): void {
    const mine = new Map<string, Past>();
    const like = new Map<string, Past>();
    const perDay: Map<string, LabCall[]>[] = Array.from(
      { length: this.b.org.days },
      () => new Map<string, LabCall[]>(),
    );
    for (const c of this.everyone) {
      const m = perDay[this.day(c.time)]!;
      const id = this.who(c);
      (m.get(id) ?? m.set(id, []).get(id)!).push(c);
    }
    perDay.forEach((m, d) => {
      for (const [id, calls] of m) {
        const a = this.b.actors[calls[0]!.principal]!;
        const had = mine.get(id);
        const row = this.days.get(id) ?? { cls: a.cls, pictures: [] };
        this.days.set(id, row);
        const first = had === undefined && a.cls !== 'person';
        row.pictures[d] =
          d < 3 || first || this.quiet.has(`${a.index}/${d}`)
            ? null
            : pictureOf(a, calls, had ?? noPast(), like.get(this.group(a)) ?? noPast(), this.teams);
      }
      for (const [id, calls] of m) {
        const a = this.b.actors[calls[0]!.principal]!;
        const x = mine.get(id) ?? mine.set(id, noPast()).get(id)!;
        const y = like.get(this.group(a)) ?? like.set(this.group(a), noPast()).get(this.group(a))!;
        for (const c of calls) learn(a, c, x, y);
      }
    });
  }

  decide(stolen: readonly LabCall[]): { findable: boolean; why: string } {
    const start = stolen[0]!.time;
    const early = this.day(start) < 3;
    const reasons: string[] = [];
    let best = Infinity;
    const groups = new Map<string, LabCall[]>();
    for (const c of stolen)
      (groups.get(this.who(c)) ?? groups.set(this.who(c), []).get(this.who(c))!).push(c);
    for (const [id, calls] of groups) {
      const a = this.b.actors[calls[0]!.principal]!;
      const mine = noPast();
      const like = noPast();
      const before = (this.byWho.get(id) ?? []).filter((c) => early || c.time < start);
      for (const c of before) learn(a, c, mine);
      for (const [what, t] of this.firsts.get(this.group(a)) ?? [])
        if (early || t < start) {
          if (what.startsWith('@')) like.places.add(what.slice(1));
          else like.tools.add(what);
        }
      const p = pictureOf(a, calls, mine, like, this.teams);
      const most = this.most(before);
      const person = a.cls === 'person';
      const found: string[] = [];
      if (
        p.away &&
        (person ? p.fresh >= 3 || (p.tool && p.total + p.refused >= 2) : p.total >= 2 || p.refused >= 3)
      )
        found.push('strange network');
      if (p.fresh >= (person ? 8 : 3)) found.push(`${p.fresh} unread`);
      if (p.refused >= (person ? 8 : 5)) found.push(`${p.refused} refused`);
      if (!person && p.tool && p.total >= 2) found.push('strange tool');
      if (p.mass >= 10 && p.total >= 2 * most) found.push(`${p.mass} in ten minutes`);
      if (before.length === 0 && p.total + p.refused >= 5) found.push('new to this role');
      const regions = new Set(before.map((c) => c.region));
      if (new Set(calls.map((c) => c.region).filter((x) => !regions.has(x))).size >= 5)
        found.push('many regions');
      if (calls.some(isMatchAll)) found.push('batch of all by a filter that nothing fails');
      if (found.length === 0) continue;
      const days = this.day(calls[calls.length - 1]!.time) - this.day(calls[0]!.time) + 1;
      const rivals =
        (calls.some(isMatchAll) && !this.anyMatchAll) || (found.includes('many regions') && a.cls !== 'ops')
          ? 0
          : this.rivals(a.cls, days, p, id);
      if (rivals < best) best = rivals;
      reasons.push(`${found.join(', ')}${rivals > 0 ? ` (${rivals} honest ones alike)` : ''}`);
    }
    const shared = new Map<string, Set<string>>();
    for (const c of stolen)
      if (network(c, this.b.actors[c.principal]!) !== null)
        (shared.get(c.address) ?? shared.set(c.address, new Set()).get(c.address)!).add(this.who(c));
    const hub = [...shared].some(
      ([address, ids]) => ids.size >= 3 && (this.addresses.get(address) ?? Infinity) >= start,
    );
    if (hub) {
      best = 0;
      reasons.push('three identities or more from one new address');
    }
    if (reasons.length === 0)
      return {
        findable: false,
        why: 'few secrets, or none that it does not read at other times, from where and with what its like read',
      };
    return best <= 2
      ? { findable: true, why: reasons.join('; ') }
      : { findable: false, why: `as much as honest ones of its kind show: ${reasons.join('; ')}` };
  }
  private most(before: readonly LabCall[]): number {
    const days = new Map<number, Set<string>>();
    for (const c of before)
      if (isRead(c) && c.error === null)
        (days.get(this.day(c.time)) ?? days.set(this.day(c.time), new Set()).get(this.day(c.time))!).add(
          secretId(c),
        );
    return Math.max(0, ...[...days.values()].map((s) => s.size));
  }
  private rivals(cls: ActorClass, length: number, p: Picture, self: string): number {
    let n = 0;
    for (const [id, { cls: other, pictures }] of this.days) {
      if (other !== cls || id === self) continue;
      for (let d = 0; d + length <= this.b.org.days; d++) {
        const w = { ...NO_PICTURE };
        for (let k = d; k < d + length; k++) {
          const x = pictures[k];
          if (x === null || x === undefined) continue;
          w.fresh += x.fresh;
          w.other += x.other;
          w.refused += x.refused;
          w.mass = Math.max(w.mass, x.mass);
          w.away ||= x.away;
          w.tool ||= x.tool;
        }
        const enough = (a: number, b: number): boolean => a >= 0.75 * b;
        if (
          enough(w.fresh, p.fresh) &&
          enough(w.other, p.other) &&
          enough(w.refused, p.refused) &&
          enough(w.mass, p.mass) &&
          (w.away || !p.away) &&
          (w.tool || !p.tool)
        ) {
          n++;
          break;
        }
      }
    }
    return n;
  }
}
