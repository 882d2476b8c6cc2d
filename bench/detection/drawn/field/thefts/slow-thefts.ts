import { homeAddress } from '../company/addresses.js';
import { DAY, dayIndex, HOUR, workingMoment } from '../company/calendar.js';
import { userAgents } from '../company/user-agents.js';
import type { Shape } from './thief.js';
import { isCloudProgram, isPerson, isProgram } from './victims.js';

/** Thefts of little at a time, or of what the victim reads itself. */
export const SLOW_THEFTS: readonly Shape[] = [
  [
    'own-from-elsewhere',
    1.6,
    (x) => {
      // Stolen credentials, used outside for what the victim reads itself (SSRF, leaked environment).
      const a = x.victim((v) => isProgram(v) || v.cls === 'ci');
      if (a === null) return false;
      x.take(a, {
        seat: x.outside(a, x.t, x.hosting(), x.r.chance(0.3) ? x.inside(a).userAgent : x.kit()),
        secrets: x.own(a, x.r.int(1, 25)),
        gap: x.r.real(1, 30),
      });
      return true;
    },
  ],
  [
    'function-keys-outside',
    1.3,
    (x) => {
      const a = x.victim((v) => /lambda/.test(v.principal.persona));
      if (a === null) return false;
      x.take(a, { seat: x.outside(a), secrets: [...x.own(a), ...x.foreign(a, x.r.int(0, 6))], gap: 8 });
      return true;
    },
  ],
  [
    'own-in-place',
    1.2,
    (x) => {
      // The program itself is taken over and reads what it always reads.
      const a = x.victim((v) => isCloudProgram(v));
      if (a === null) return false;
      x.take(a, { seat: x.inside(a), secrets: x.own(a, x.r.int(1, 12)), gap: 0.3 });
      return true;
    },
  ],
  [
    'job-own-only',
    1.2,
    (x) => {
      const a = x.victim((v) => v.cls === 'ci');
      if (a === null) return false;
      x.take(a, { seat: x.inside(a), secrets: x.own(a, x.r.int(1, 10)), gap: 2 });
      return true;
    },
  ],
  [
    'agent-in-vpc',
    1.8,
    (x) => {
      // From the pod or machine with the victim's own program: same agent, place, session, key.
      const a = x.victim((v) => isCloudProgram(v) && v.reach !== 'own');
      if (a === null) return false;
      const seat = x.inside(a);
      x.take(a, {
        seat,
        secrets: x.foreign(
          a,
          x.r.int(2, 30),
          a.reach === 'team' ? (s): boolean => s.team === a.team?.id : undefined,
        ),
        gap: x.r.pick([0.5, 5, 60, 600]),
      });
      return true;
    },
  ],
  [
    'low-and-slow',
    1.6,
    (x) => {
      const a = x.victim((v) => isCloudProgram(v) && v.reach !== 'own', 12);
      if (a === null) return false;
      let t = x.t;
      const hours = x.r.real(4, 20);
      for (const s of x.foreign(
        a,
        x.r.int(4, 22),
        a.reach === 'team' ? (y): boolean => y.team === a.team?.id : undefined,
      )) {
        if (t > x.t + 12 * DAY) break;
        x.take(a, { seat: x.inside(a, t), secrets: [s], gap: 1, at: t });
        t += x.r.exp(hours * HOUR);
      }
      return true;
    },
  ],
  [
    'slow-from-elsewhere',
    0.8,
    (x) => {
      const a = x.victim((v) => (isCloudProgram(v) || v.principal.kind === 'user') && v.cls !== 'person', 10);
      if (a === null) return false;
      const address = homeAddress(x.r, x.region);
      const agent = x.r.chance(0.5) ? x.inside(a).userAgent : x.kit();
      let t = x.t;
      for (const s of x.all(a, x.r.int(3, 14))) {
        if (t > x.t + 10 * DAY) break;
        x.take(a, { seat: x.outside(a, t, address, agent), secrets: [s], gap: 1, at: t });
        t += x.r.exp(12 * HOUR);
      }
      return true;
    },
  ],
  [
    'sso-residential-slow',
    1.5,
    (x) => {
      const a = x.victim(isPerson, 5);
      const p = a === null ? null : x.person(a);
      if (a === null || p === null) return false;
      const address = homeAddress(x.r, x.b.org.regions[0]!);
      const agent = x.r.chance(0.5) ? p.cli(x.t) : userAgents.console(x.r);
      const loot = x.all(a, x.r.int(5, 30));
      for (let d = 0, i = 0; d < 5 && i < loot.length; d++) {
        const n = x.r.int(2, 7);
        const at = workingMoment(x.b.org, x.r, dayIndex(x.b.org, x.t) + d, p.zone);
        x.take(a, {
          seat: { ...x.asPerson(a, p, at, 'cli'), address, userAgent: agent },
          secrets: loot.slice(i, i + n),
          gap: 240,
          at,
        });
        i += n;
      }
      return true;
    },
  ],
  [
    'insider-slow',
    1.6,
    (x) => {
      const a = x.victim(isPerson, 10);
      const p = a === null ? null : x.person(a);
      if (a === null || p === null) return false;
      const loot = x.foreign(a, x.r.int(6, 25));
      for (let d = 0, i = 0; d < 10 && i < loot.length; d++) {
        const n = x.r.int(1, 3);
        const at = workingMoment(x.b.org, x.r, dayIndex(x.b.org, x.t) + d, p.zone);
        x.take(a, {
          seat: x.asPerson(a, p, at, x.r.pick(['cli', 'console'] as const)),
          secrets: loot.slice(i, i + n),
          gap: 100,
          at,
        });
        i += n;
      }
      return loot.length > 0;
    },
  ],
  [
    'insider-own-team',
    1.4,
    (x) => {
      const a = x.victim(isPerson);
      const p = a === null ? null : x.person(a);
      if (a === null || p === null) return false;
      const at = workingMoment(x.b.org, x.r, dayIndex(x.b.org, x.t), p.zone);
      const own = x.foreign(a, x.r.int(1, 3), (s) => s.team === p.team);
      x.take(a, {
        seat: x.asPerson(a, p, at, 'cli'),
        secrets: own.length > 0 ? own : x.own(a, 2),
        gap: 60,
        at,
      });
      return true;
    },
  ],
];
