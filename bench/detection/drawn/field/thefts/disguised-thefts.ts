import { azureAddress } from '../company/addresses.js';
import { dayIndex, workingMoment } from '../company/calendar.js';
import { userAgents } from '../company/user-agents.js';
import type { Shape } from './thief.js';
import { isCloudProgram, isPerson, isProgram, readsWidely } from './victims.js';

/** Thefts that look like the work of the tools and people that are taken over. */
export const DISGUISED_THEFTS: readonly Shape[] = [
  [
    'one-jewel',
    1.2,
    (x) => {
      const a = x.victim((v) => readsWidely(v) && (isPerson(v) || isProgram(v)));
      if (a === null) return false;
      x.take(a, {
        seat: x.r.chance(0.3) ? x.outside(a) : x.inside(a),
        secrets: x.foreign(a, 1, (s) => s.env === 'prod'),
        gap: 1,
      });
      return true;
    },
  ],
  [
    'spread-identities',
    1.3,
    (x) => {
      // A foothold on a network of many: a few secrets by each of several identities.
      const address = x.hosting();
      const hidden = x.r.chance(0.3);
      const kit = x.kit();
      let t = x.t;
      const used = new Set<number>();
      for (let i = 0, n = x.r.int(3, 9); i < n; i++) {
        const a = x.victim((v) => isCloudProgram(v) && !used.has(v.index), 2);
        if (a === null) break;
        used.add(a.index);
        const loot = [...x.own(a, x.r.int(1, 4)), ...x.foreign(a, x.r.int(0, 3))];
        t =
          x.take(a, {
            seat: hidden ? x.inside(a, t) : x.outside(a, t, address, kit),
            secrets: loot,
            gap: 20,
            at: t,
          }) + x.r.int(300, 7200);
      }
      return used.size > 1;
    },
  ],
  [
    'terraform-disguise',
    0.9,
    (x) => {
      const a = x.victim((v) => v.principal.persona === 'terraform');
      if (a === null) return false;
      const agent = x.r.chance(0.6) ? x.inside(a).userAgent : userAgents.terraform(x.r);
      x.take(a, {
        seat: x.inside(a, x.t, {
          userAgent: agent,
          vpcEndpointId: null,
          address: x.r.chance(0.5) ? azureAddress(x.r) : x.hosting(),
        }),
        secrets: [...x.own(a, x.r.int(5, 60)), ...x.foreign(a, x.r.int(0, 40))],
        gap: 0.4,
        describe: true,
      });
      return true;
    },
  ],
  [
    'reader-tool',
    0.8,
    (x) => {
      // Tools that read all as their work: the theft is one run more, from there or from elsewhere.
      const a = x.victim((v) => /backup|checker|deployer|rotation/.test(v.principal.persona));
      if (a === null) return false;
      x.take(a, {
        seat: x.r.chance(0.6) ? x.outside(a) : x.inside(a),
        secrets: x.own(a, x.r.int(10, 200)),
        gap: 0.5,
      });
      return true;
    },
  ],
  [
    'airflow-operator',
    0.6,
    (x) => {
      // A manipulated DAG, notebook or ETL job reads beyond its own.
      const a = x.victim((v) => /airflow|glue|emr|batch|notebook/.test(v.principal.persona));
      if (a === null) return false;
      x.take(a, {
        seat: x.inside(a),
        secrets: x.foreign(a, x.r.int(3, 25)),
        gap: x.r.pick([1, 30]),
        list: x.r.chance(0.3),
      });
      return true;
    },
  ],
  [
    'cross-account-by-arn',
    0.7,
    (x) => {
      // Resource policies that trust too much: secrets of other accounts by their ARNs.
      const a = x.victim((v) => isCloudProgram(v) || v.cls === 'ci');
      if (a === null) return false;
      const loot = x.r.some(
        x.b.org.secrets.filter((s) => s.ref.accountId !== a.accountId && s.born < x.t),
        x.r.int(3, 30),
      );
      let t = x.t;
      for (const s of loot) {
        x.b.out.get(
          x.r.chance(0.5) ? x.inside(a) : x.inside(a, t),
          t,
          s.ref,
          x.r.chance(0.5) ? null : 'AccessDenied',
        );
        t += x.r.exp(6);
      }
      return loot.length > 0;
    },
  ],
  [
    'vpn-session-by-day',
    0.8,
    (x) => {
      // The attacker sits on the person's laptop: same network, same tool, working hours, a moderate number.
      const a = x.victim(isPerson);
      const p = a === null ? null : x.person(a);
      if (a === null || p === null) return false;
      const at = workingMoment(x.b.org, x.r, dayIndex(x.b.org, x.t), p.zone);
      x.take(a, {
        seat: x.asPerson(a, p, at, 'cli'),
        secrets: x.all(a, x.r.int(5, 25)),
        gap: 60,
        at,
        list: x.r.chance(0.5),
      });
      return true;
    },
  ],
];
