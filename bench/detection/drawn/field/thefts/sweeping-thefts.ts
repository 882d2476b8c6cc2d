import { azureAddress } from '../company/addresses.js';
import { DAY } from '../company/calendar.js';
import { ALL_REGIONS } from './regions.js';
import type { Shape } from './thief.js';
import { isCloudProgram, isPerson, isProgram, readsWidely } from './victims.js';

/** Thefts that reach for roles, accounts and regions beyond the first victim. */
export const SWEEPING_THEFTS: readonly Shape[] = [
  [
    'role-escalation',
    1.5,
    (x) => {
      // A developer's session takes on a role with rights over all, under its own name.
      const a = x.victim(
        (v) => readsWidely(v) && /admin|org-access|cfn|terraform|break/.test(v.principal.persona),
        1,
        0,
      );
      const v = x.victim(isPerson);
      const p = v === null ? null : x.person(v);
      if (a === null || p === null) return false;
      const session = x.r.pick([
        p.email.split('@')[0]!,
        `botocore-session-17${x.r.digits(8)}`,
        'test',
        'admin',
      ]);
      const away = x.r.chance(0.6);
      x.take(a, {
        seat: x.b.seat(a, {
          address: away ? x.hosting() : p.address(x.r, x.t),
          userAgent: away ? x.kit() : p.cli(x.t),
          session,
          accessKeyId: `ASIA${x.r.upper(16)}`,
          by: 'arn',
        }),
        secrets: x.all(a, x.r.int(12, 110)),
        gap: 1,
        list: true,
      });
      return true;
    },
  ],
  [
    'cross-account-pivot',
    1.2,
    (x) => {
      const address = x.hosting();
      const kit = x.kit();
      const session = x.r.pick([
        `botocore-session-17${x.r.digits(8)}`,
        'pivot',
        x.r.digits(6),
        'AssumeRoleSession1',
      ]);
      let t = x.t;
      let n = 0;
      for (const { id } of x.r.some(x.b.org.accounts, x.r.int(2, 6))) {
        const a = x.victim(
          (v) => v.accountId === id && readsWidely(v) && v.principal.kind === 'role' && v.cls !== 'ops',
          2,
          0,
        );
        if (a === null) continue;
        t =
          x.take(a, {
            seat: x.b.seat(a, {
              address,
              userAgent: kit,
              session,
              accessKeyId: `ASIA${x.r.upper(16)}`,
              by: 'arn',
            }),
            secrets: x.all(a, x.r.int(3, 30)),
            gap: 1.5,
            list: true,
            at: t,
          }) + x.r.int(60, 2400);
        n++;
      }
      return n > 0;
    },
  ],
  [
    'refused-sweep',
    2,
    (x) => {
      const a = x.victim((v) => isProgram(v) && v.reach === 'own' && v.principal.persona !== 'dormant');
      if (a === null) return false;
      x.take(a, {
        seat: x.r.chance(0.4) ? x.inside(a, x.t, { by: 'arn' }) : x.outside(a),
        secrets: x.foreign(a, x.r.int(8, 100)),
        gap: x.r.real(0.5, 20),
        list: true,
      });
      return true;
    },
  ],
  [
    'name-guessing',
    0.8,
    (x) => {
      const a = x.victim((v) => isProgram(v) || v.cls === 'ci');
      if (a === null) return false;
      const seat = { ...(x.r.chance(0.4) ? x.inside(a) : x.outside(a)), by: 'name' as const };
      for (let i = 0, n = x.r.int(10, 80), t = x.t; i < n; i++, t += x.r.exp(1.5)) {
        const name = `${x.r.pick(['prod', 'production', 'staging', 'dev', 'admin', 'root'])}${x.r.pick(['/', '-', '_'])}${x.r.pick(['db', 'database', 'rds', 'mysql', 'postgres', 'api', 'stripe', 'github', 'jwt', 'admin', 'app', 'redis'])}${x.r.pick(['', '-password', '/credentials', '_key', `${i}`])}`;
        x.b.out.get(
          seat,
          t,
          { name, accountId: a.accountId, region: seat.region, suffix: x.r.mixed(6) },
          a.reach === 'own' ? 'AccessDenied' : 'ResourceNotFoundException',
        );
      }
      return true;
    },
  ],
  [
    'all-regions',
    0.8,
    (x) => {
      const a = x.victim((v) => readsWidely(v) && (isPerson(v) || v.cls === 'ci' || isProgram(v)));
      if (a === null) return false;
      const seat = x.outside(a);
      x.take(a, { seat, secrets: x.all(a, x.r.int(5, 150)), gap: 0.7, at: x.regions(seat, ALL_REGIONS) });
      return true;
    },
  ],
  [
    'ransom',
    0.5,
    (x) => {
      const a = x.victim((v) => readsWidely(v) && (isPerson(v) || v.cls === 'ci'));
      if (a === null) return false;
      const seat = x.outside(a);
      const list = x.all(a, x.r.int(8, 40));
      const t = x.take(a, { seat, secrets: list, gap: 1, list: true });
      list.forEach((s, i) =>
        x.b.out.call(seat, 'DeleteSecret', t + 60 + i, s.ref, { error: 'AccessDenied' }),
      );
      return true;
    },
  ],
  [
    'dormant-key',
    1.2,
    (x) => {
      const a = x.victim(
        (v) => v.principal.persona === 'dormant' || v.principal.persona === 'break-glass',
        1,
        0,
      );
      if (a === null) return false;
      x.take(a, {
        seat: x.b.seat(a, {
          address: x.r.chance(0.8) ? x.hosting() : azureAddress(x.r),
          userAgent: x.kit(),
          session: a.principal.kind === 'user' ? null : x.r.pick(['test', 's1', 'admin']),
          accessKeyId: `${a.principal.kind === 'user' ? 'AKIA' : 'ASIA'}${x.r.upper(16)}`,
          by: 'arn',
        }),
        secrets: x.all(a, x.r.int(5, 60)),
        gap: 2,
        list: true,
      });
      return true;
    },
  ],
  [
    'vendor-role',
    0.8,
    (x) => {
      const a = x.victim((v) => /vendor-scanner|inventory/.test(v.principal.persona));
      if (a === null) return false;
      x.take(a, {
        seat: x.inside(a, x.t, x.r.chance(0.5) ? { address: x.hosting(), userAgent: x.kit() } : {}),
        secrets: x.all(a, x.r.int(8, 60)),
        gap: 1,
        list: true,
      });
      return true;
    },
  ],
  [
    'several-days',
    1,
    (x) => {
      const a = x.victim((v) => isCloudProgram(v) && v.reach !== 'own', 4);
      if (a === null) return false;
      const loot = x.foreign(a, x.r.int(20, 90));
      const address = x.hosting();
      const kit = x.kit();
      const days = x.r.int(2, 4);
      for (let d = 0; d < days; d++) {
        const at = x.t + d * DAY + x.r.int(0, DAY / 2);
        x.take(a, {
          seat: x.outside(a, at, address, kit),
          secrets: loot.slice((d * loot.length) / days, ((d + 1) * loot.length) / days),
          gap: 20,
          at,
        });
      }
      return loot.length > 0;
    },
  ],
];
