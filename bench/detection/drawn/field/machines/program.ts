import type { Builder } from '../company/builder.js';
import { DAY } from '../company/calendar.js';
import type { Actor, Reading, Service } from '../company/model.js';
import type { Random } from '../company/random.js';
import { userAgents } from '../company/user-agents.js';

/** The user agent of a program: one build until it is upgraded. */
export function agentOverTime(b: Builder, r: Random, make: (q: Random) => string): (t: number) => string {
  const list = Array.from(
    {
      length: r.weighted([
        [1, 6],
        [2, 3],
        [3, 1],
      ]),
    },
    (_, i) => ({ at: i === 0 ? 0 : b.org.start + r.int(1, b.org.days) * DAY, agent: make(r) }),
  );
  return (t) => list.filter(({ at }) => at <= t).reduce((x, y) => (y.at > x.at ? y : x)).agent;
}

/** The user agents of the language that a program is written in. */
export const anyRuntime = (r: Random, tail = ''): ((q: Random) => string) =>
  r.weighted([
    [(q: Random): string => userAgents.boto(q, tail), 4],
    [(q: Random): string => userAgents.js(q, tail), 3],
    [(q: Random): string => userAgents.java2(q, tail), 3],
    [(q: Random): string => userAgents.goV2(q, tail), 2],
    [(q: Random): string => userAgents.dotnet(q), 1],
  ]);

/** Adds the principal of a program. */
export function addProgram(
  b: Builder,
  r: Random,
  s: Service,
  persona: string,
  kind: string,
  own: Reading[],
  path = '',
  allowed?: Actor['reach'],
): Actor {
  const reach =
    allowed ??
    r.weighted<Actor['reach']>([
      ['own', 6],
      ['team', 1.5],
      ['account', 2.5],
    ]);
  return b.actor({
    persona,
    cls: 'program',
    name: path + b.org.roleName(r, `${s.name}${r.chance(0.7) ? `-${s.env}` : ''}`, kind),
    accountId: s.accountId,
    region: s.region,
    team: b.org.teams[s.team]!,
    env: s.env,
    own,
    reach,
  });
}

/** An interval that is long enough to keep the number of calls within bounds. */
export const boundedInterval = (b: Builder, a: Actor, interval: number, most = 4500): number =>
  Math.max(interval, (a.own.length * b.org.days * DAY) / most / b.load);
