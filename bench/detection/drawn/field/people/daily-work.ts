import type { Builder } from '../company/builder.js';
import { DAY, isWorkday, workingMoment } from '../company/calendar.js';
import type { Actor, Person, Secret } from '../company/model.js';
import type { Random } from '../company/random.js';
import { secretsOfAccount, teamSecretsOfAccount } from '../company/secrets.js';
import { personSeat, type Way } from './seats.js';

/** What a person does with one role on the days of the scenario. */
export function dailyWork(b: Builder, r: Random, a: Actor, p: Person, share: number): void {
  const { org } = b;
  const mine = r.some(teamSecretsOfAccount(org, a, p.team), 1000);
  const all = secretsOfAccount(org, a.accountId);
  if (all.length === 0) return;
  const way = r.weighted<Way>([
    ['console', 4],
    ['cli', 4],
    ['ide', 1],
    ['code', 2],
  ]);
  let team = mine;
  // Somebody changes teams.
  const change = r.chance(0.05) ? org.start + r.int(5, org.days) * DAY : Infinity;
  const other = teamSecretsOfAccount(org, a, r.int(0, org.teams.length - 1));
  let onCall = r.int(0, 5);
  for (let d = 0; d < org.days; d++) {
    const noon = org.start + (d + 0.5) * DAY;
    if (noon < p.from || noon > p.to) continue;
    if (noon > change && other.length > 0) team = other;
    if (d % 7 === 0) onCall = r.int(0, 5);
    if (!isWorkday(org, noon, p.zone) && !(onCall === 0 && r.chance(0.2)) && !r.chance(0.02)) continue;
    if (!r.chance((p.pace / 5) * share)) {
      // Trouble on call: several services are looked through, at any hour.
      if (onCall === 0 && r.chance(0.035))
        lookThrough(
          b,
          r,
          a,
          p,
          org.start + d * DAY + r.int(0, DAY),
          team.length > 0 ? team : all,
          r.int(3, 9),
          way,
        );
      continue;
    }
    const n = r.weighted([
      [1, 6],
      [2, 3],
      [4, 1],
    ]);
    for (let i = 0; i < n; i++) {
      const t = workingMoment(org, r, d, p.zone);
      const w = r.chance(0.75)
        ? way
        : r.weighted<Way>([
            ['console', 4],
            ['cli', 3],
            ['code', 2],
          ]);
      oneOccasion(b, r, a, p, t, w, team.length > 0 && r.chance(0.88) ? team : all, all);
    }
  }
}

function oneOccasion(
  b: Builder,
  r: Random,
  a: Actor,
  p: Person,
  t: number,
  way: Way,
  list: readonly Secret[],
  all: readonly Secret[],
): void {
  const { out } = b;
  const seat = personSeat(b, r, a, p, t, way);
  const error = a.reach === 'own' || (a.reach === 'team' && r.chance(0.02)) ? 'AccessDenied' : null;
  const alive = list.filter(({ born }) => born < t);
  if (alive.length === 0) return;
  const fav = (): Secret => r.zipf(alive, 2.2);
  let x = t;
  if (way === 'console') {
    out.list(seat, x, all.length);
    if (r.chance(0.4)) out.list(seat, x + r.int(5, 30), 20);
    for (
      let i = 0,
        n = r.weighted([
          [0, 3],
          [1, 6],
          [2, 3],
          [4, 1],
          [7, 0.3],
        ]);
      i < n;
      i++
    ) {
      const s = fav();
      x += r.int(8, 90);
      out.call(seat, 'DescribeSecret', x, s.ref);
      if (r.chance(0.8)) out.get(seat, x + r.int(2, 12), s.ref, error);
      if (r.chance(0.06) && error === null) {
        out.call(
          seat,
          r.pick(['PutSecretValue', 'UpdateSecret', 'PutSecretValue', 'TagResource']),
          x + 60,
          s.ref,
        );
        out.get(seat, x + 63, s.ref);
      }
    }
  } else if (way === 'ide') {
    for (let i = 0, n = r.int(1, 4); i < n; i++) out.list(seat, x + i * r.int(60, 900), all.length);
    if (r.chance(0.3)) out.get(seat, x + 30, fav().ref, error);
  } else if (way === 'code') {
    // The program of a service is run on the laptop: it reads all of its own.
    const one = fav();
    const group = alive.filter((s) => s.service === one.service && s.env === one.env);
    for (let i = 0, n = r.int(1, 6); i < n; i++, x += r.int(60, 1500))
      for (const s of group) out.get(seat, x + r.int(0, 2), s.ref, error);
  } else {
    if (r.chance(0.15))
      x = out.list({ ...seat, userAgent: p.cli(t, 'list-secrets') }, x, all.length) + r.int(5, 40);
    for (
      let i = 0,
        n = r.weighted([
          [1, 7],
          [2, 3],
          [4, 1],
          [8, 0.25],
        ]);
      i < n;
      i++, x += r.int(4, 120)
    ) {
      const s = fav();
      if (r.chance(0.06))
        out.get(seat, x - 4, { ...s.ref, name: s.ref.name.slice(0, -1) }, 'ResourceNotFoundException');
      out.get(seat, x, s.ref, error);
      if (error === null && r.chance(0.02))
        out.call({ ...seat, userAgent: p.cli(t, 'put-secret-value') }, 'PutSecretValue', x + 20, s.ref);
    }
  }
}

/** Someone looks through many secrets for a fault. */
export function lookThrough(
  b: Builder,
  r: Random,
  a: Actor,
  p: Person,
  at: number,
  list: readonly Secret[],
  count: number,
  way: Way,
): void {
  const seat = personSeat(b, r, a, p, at, way === 'ide' ? 'cli' : way);
  let t = at;
  for (const { ref, born } of r.some(list, count)) {
    if (born > t) continue;
    if (way === 'console') b.out.call(seat, 'DescribeSecret', t - 3, ref);
    b.out.get(seat, t, ref, a.reach === 'own' ? 'AccessDenied' : null);
    t += r.exp(150) + 5;
  }
}
