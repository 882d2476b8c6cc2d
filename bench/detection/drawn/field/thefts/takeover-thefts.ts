import { userAgents } from '../company/user-agents.js';
import type { Shape } from './thief.js';
import { isPerson } from './victims.js';

/** Thefts with the taken-over job, session or workload of a victim. */
export const TAKEOVER_THEFTS: readonly Shape[] = [
  [
    'ci-dependency-dump',
    2.2,
    (x) => {
      const a = x.victim((v) => v.cls === 'ci' && !/cfn|central/.test(v.principal.persona));
      if (a === null) return false;
      const out = x.r.chance(0.4);
      x.take(a, {
        seat: out
          ? x.outside(a)
          : x.inside(a, x.t, {
              userAgent: x.r.pick([
                x.inside(a).userAgent,
                userAgents.js(x.r, ''),
                userAgents.cli(x.r, 'linux'),
              ]),
            }),
        secrets: [...x.own(a), ...x.foreign(a, x.r.int(3, 60))],
        gap: 0.6,
        list: x.r.chance(0.8),
      });
      return true;
    },
  ],
  [
    'sso-session-dump',
    2.2,
    (x) => {
      const a = x.victim(isPerson);
      const p = a === null ? null : x.person(a);
      if (a === null || p === null) return false;
      const seat = {
        ...x.asPerson(a, p, x.t, 'cli'),
        address: x.hosting(),
        userAgent: x.kit(),
        by: 'arn' as const,
      };
      x.take(a, { seat, secrets: x.all(a, x.r.int(10, 80)), gap: x.r.real(0.7, 10), list: true });
      return true;
    },
  ],
  [
    'console-browse',
    1.3,
    (x) => {
      const a = x.victim(isPerson);
      const p = a === null ? null : x.person(a);
      if (a === null || p === null) return false;
      const seat = {
        ...x.asPerson(a, p, x.t, 'console'),
        address: x.hosting(),
        userAgent: userAgents.console(x.r),
      };
      x.take(a, { seat, secrets: x.all(a, x.r.int(4, 25)), gap: 45, list: true, describe: true });
      return true;
    },
  ],
  [
    'leaver-grab',
    1.8,
    (x) => {
      const a = x.victim(isPerson);
      const p = a === null ? null : x.person(a);
      if (a === null || p === null) return false;
      const way = x.r.pick(['cli', 'code', 'console'] as const);
      x.take(a, {
        seat: x.asPerson(a, p, x.t, way),
        secrets: x.all(a, x.r.int(12, 70)),
        gap: way === 'console' ? 25 : x.r.real(0.5, 15),
        list: true,
        describe: way === 'console',
      });
      return true;
    },
  ],
  [
    'function-inside-dump',
    1.6,
    (x) => {
      const a = x.victim((v) => /lambda/.test(v.principal.persona));
      if (a === null) return false;
      x.take(a, {
        seat: x.inside(a, x.t, {
          by: 'arn',
          ...(x.r.chance(0.5) ? { userAgent: userAgents.boto(x.r, 'AWS_Lambda_python3.12') } : {}),
        }),
        secrets: x.all(a, x.r.int(6, 50)),
        gap: 0.4,
        list: true,
      });
      return true;
    },
  ],
  [
    'pod-inside-cli',
    2,
    (x) => {
      const a = x.victim((v) => /eso|csi|startup|cache|tenants/.test(v.principal.persona));
      if (a === null) return false;
      x.take(a, {
        seat: x.inside(a, x.t, { userAgent: x.kit(), by: 'arn' }),
        secrets: x.all(a, x.r.int(5, 60)),
        gap: x.r.real(0.6, 8),
        list: x.r.chance(0.8),
      });
      return true;
    },
  ],
];
