import type { LabCall, LabTheft } from '../../lab-scenario.js';
import { DAY } from '../company/time.js';
import type { World } from '../company/world.js';
import { addToCount, DaySets, Life, type Count } from './life.js';
import { GROUPS, joinStrangeness, NOTHING, type Strangeness } from './strangeness.js';

/*
 * The criteria by which a theft is findable and a time is notable.
 *
 * What an analyst would look at in the whole period of a principal, before and after, and in nothing but the records:
 *   fresh    secrets obtained that this principal obtains on no other day
 *   refused  different secrets refused or not found that are not refused to it on any other day
 *   place    1 if it calls from a network (endpoint, or /16 of the address) from which it never calls on another day;
 *            2 if nobody else in the organisation ever calls from there either
 *   tool     how many of these it uses on no other day: a kind of client, batch calls, deletions, a region, a place
 *            outside the published addresses of AWS
 *   looks    1 if it lists, describes or fetches by filter, and never does on another day
 *   breadth  different secrets of the day over the most of any of its other days, if above 1.3 times and 3 more
 *   volume   the same for calls, if above 1.5 times and 10 more
 * For several days together: fresh and refused are added up, the greatest of the others is taken.
 *
 * FINDABLE: with these seven, at most ONE ordinary span (of the same number of days, of any principal of the same
 * group of kinds, notable times left out) is at least as strange as the theft in each of them (fresh, refused, breadth
 * and volume: at least 0.8 times as great, tool as many). What honest principals of the kind do twice or more in the
 * period is not findable. Furthermore a theft must have something worth a line at all: three fresh secrets, or a
 * network of its own together with a new tool or a first look, or a new tool together with a first look, or a new
 * network for a principal that has few, or five refused, or half again its breadth or twice its volume. A theft over
 * at least three principals is findable, too, if they share a network that none of them and nobody else ever calls
 * from.
 *
 * NOTABLE: (1) declared where it is made: drills with a break-glass role; and with at least eight secrets first scans
 * that read, inventories, migrations, handovers, rotation campaigns; debugging with fifteen or more. (2) measured in
 * the honest calls: a day with at least 10 fresh secrets that is 1.5 times the principal's second greatest; a day with
 * at least 12 refused; a day on which a program (neither CI nor a person's) with at most three networks calls with
 * another tool from a network of its own for at least three secrets; a day with at least 20 secrets that
 * are three times as many as on any other, or with 150 calls that are eight times as many.
 */

/** Judges thefts by what the records show of honest days. */
export class Judge {
  private readonly lives: Life[];
  private readonly users = new Map<string, Set<number>>();
  /** Per principal and day. */
  private readonly days: Strangeness[][] = [];
  private readonly noted: boolean[][];

  constructor(private readonly w: World) {
    this.lives = w.principals.map(() => new Life());
    for (const c of w.calls) {
      const day = Math.floor((c.time - w.start) / DAY);
      const { days } = this.lives[c.principal]!;
      let sets = days.get(day);
      if (sets === undefined) days.set(day, (sets = new DaySets()));
      sets.add(c);
    }
    this.lives.forEach((life, p) => {
      life.close();
      for (const v of life.networks.keys()) this.users.set(v, (this.users.get(v) ?? new Set()).add(p));
    });
    this.lives.forEach((life, p) => {
      const row = Array.from({ length: w.days }, () => NOTHING);
      for (const [day, sets] of life.days) row[day] = life.strange(sets, 1, this.elsewhere(p));
      this.days.push(row);
    });
    this.noted = this.notable();
  }

  private readonly elsewhere =
    (p: number) =>
    (v: string): boolean => {
      const users = this.users.get(v);
      return users !== undefined && (users.size > 1 || !users.has(p));
    };

  /** Adds what rule (2) finds to the notable times; says which days of which principals are notable. */
  private notable(): boolean[][] {
    const { w } = this;
    const noted = this.days.map((row) => row.map(() => false));
    const mark = (): void => {
      for (const { principal, from, to } of w.notable)
        for (
          let d = Math.max(0, Math.floor((from - w.start) / DAY));
          d <= Math.floor((to - 1 - w.start) / DAY) && d < w.days;
          d++
        )
          noted[principal]![d] = true;
    };
    mark();
    this.days.forEach((row, p) => {
      const fresh = row.map((s) => s.fresh).sort((a, b) => b - a);
      row.forEach((s, d) => {
        const sets = this.lives[p]!.days.get(d);
        if (noted[p]![d] || sets === undefined) return;
        const group = GROUPS[w.profiles[p]!.kind];
        const second = s.fresh === fresh[0] ? fresh[1]! : fresh[0]!;
        const why =
          s.fresh >= 10 && s.fresh >= 1.5 * second
            ? 'reads many secrets that it reads on no other day'
            : s.refused >= 12
              ? 'is refused many secrets'
              : (group === 'steady' || group === 'jobs' || group === 'tenant') &&
                  s.place === 2 &&
                  s.tool >= 1 &&
                  this.lives[p]!.networks.size <= 3 &&
                  sets.got.size >= 3
                ? 'a program calls with another tool from elsewhere'
                : (s.breadth >= 3 && sets.got.size >= 20) || (s.volume >= 8 && sets.calls >= 150)
                  ? 'far more than on any other day'
                  : null;
        if (why !== null) w.note(p, w.start + d * DAY, w.start + (d + 1) * DAY, why);
      });
    });
    mark();
    return noted;
  }

  /** Judges a theft by its calls. */
  judge(id: string, shape: string, calls: readonly LabCall[]): LabTheft {
    const { w } = this;
    const byPrincipal = new Map<number, LabCall[]>();
    for (const c of calls) byPrincipal.set(c.principal, [...(byPrincipal.get(c.principal) ?? []), c]);
    const shared: Count = new Map();
    let best: { s: Strangeness; analogues: number } | null = null;
    for (const [p, own] of byPrincipal) {
      const life = this.lives[p]!;
      const sets = new DaySets();
      const byDay = new Map<number, DaySets>();
      for (const c of own) {
        sets.add(c);
        const day = Math.floor((c.time - w.start) / DAY);
        if (!byDay.has(day)) byDay.set(day, new DaySets());
        byDay.get(day)!.add(c);
      }
      // A day of the theft holds what the principal honestly did on that day, too.
      let s: Strangeness = { ...NOTHING };
      for (const [day, part] of byDay) {
        const merged = new DaySets();
        for (const from of [part, life.days.get(day)]) {
          if (from === undefined) continue;
          for (const v of from.got) merged.got.add(v);
          merged.calls += from.calls;
        }
        const both = life.strange(merged, 0, this.elsewhere(p));
        s = joinStrangeness(s, {
          ...life.strange(part, 0, this.elsewhere(p)),
          fresh: 0,
          refused: 0,
          breadth: both.breadth,
          volume: both.volume,
        });
      }
      const whole = life.strange(sets, 0, this.elsewhere(p));
      s = { ...s, fresh: whole.fresh, refused: whole.refused };
      const days = [...byDay.keys()];
      const analogues = this.analogues(
        GROUPS[w.profiles[p]!.kind],
        s,
        Math.max(...days) - Math.min(...days) + 1,
      );
      addToCount(
        shared,
        [...sets.networks].filter((v) => !this.users.has(v)),
      );
      const worth =
        s.fresh >= 3 ||
        (s.place === 2 && (s.tool >= 1 || s.looks === 1)) ||
        (s.place >= 1 && life.networks.size <= 3) ||
        (s.tool >= 1 && s.looks === 1) ||
        s.refused >= 5 ||
        s.breadth >= 1.5 ||
        s.volume >= 2;
      const seen = worth ? analogues : Math.max(analogues, 99);
      if (best === null || seen < best.analogues) best = { s, analogues: seen };
    }
    const { s, analogues } = best!;
    const text =
      Object.entries(s)
        .filter(([, v]) => v > 0)
        .map(([k, v]) => `${k} ${Math.round(Number(v) * 10) / 10}`)
        .join(', ') || 'nothing strange';
    if ([...shared.values()].some((n) => n >= 3))
      return {
        id,
        shape,
        findable: true,
        why: `several principals from one network that nobody uses; ${text}`,
      };
    return analogues <= 1
      ? { id, shape, findable: true, why: text }
      : {
          id,
          shape,
          findable: false,
          why:
            analogues >= 99
              ? `a trifle: ${text}`
              : `ordinary spans at least as strange: ${analogues}; ${text}`,
        };
  }

  /** How many ordinary spans of a group are at least as strange. */
  private analogues(group: string, s: Strangeness, span: number): number {
    let n = 0;
    this.days.forEach((row, p) => {
      if (GROUPS[this.w.profiles[p]!.kind] !== group) return;
      for (let d = 0; d + span <= row.length; d += span) {
        let sum = NOTHING;
        for (let k = d; k < d + span; k++) if (!this.noted[p]![k]) sum = joinStrangeness(sum, row[k]!);
        if (
          sum.fresh >= 0.8 * s.fresh &&
          sum.refused >= 0.8 * s.refused &&
          sum.place >= s.place &&
          sum.tool >= s.tool &&
          sum.looks >= s.looks &&
          sum.breadth >= 0.8 * s.breadth &&
          sum.volume >= 0.8 * s.volume &&
          (sum.fresh + sum.refused + sum.place + sum.tool + sum.looks + sum.breadth + sum.volume > 0 ||
            span === 1)
        )
          n++;
      }
    });
    return n;
  }
}
