import { awsAddress, homeAddress } from '../company/addresses.js';
import { DAY, HOUR, trafficLevel, workLevel } from '../company/calendar.js';
import type { Random } from '../company/random.js';
import { userAgents } from '../company/user-agents.js';
import type { ServiceMaker } from './maker.js';
import { addProgram, agentOverTime, anyRuntime, boundedInterval } from './program.js';
import { runInstances } from './run-instances.js';

/** Blue and green stacks: each deployment has its own role with a random suffix. */
export const blueGreenStacks: ServiceMaker = (b, r, s) => {
  const { org } = b;
  const cuts = [
    org.start,
    ...Array.from(
      { length: r.int(1, 3) },
      () => org.start + r.int(2, org.days - 1) * DAY + r.int(0, DAY),
    ).sort((x, y) => x - y),
    Infinity,
  ];
  const own = b.owns(r, s);
  const agent = agentOverTime(b, r, anyRuntime(r));
  for (let i = 0; i + 1 < cuts.length && !b.full; i++) {
    const a = b.actor({
      persona: 'blue-green',
      cls: 'program',
      name: `${s.name}-${s.env}-${r.pick(['blue', 'green'])}-${r.mixed(8)}`,
      accountId: s.accountId,
      region: s.region,
      team: org.teams[s.team]!,
      env: s.env,
      own,
    });
    runInstances(b, r, a, {
      startsPerDay: r.log(5, 0.5),
      weight: (t) => trafficLevel(org, t),
      burst: 3,
      deploys: 0.3,
      life: 9 * HOUR,
      ttl: 3 * HOUR,
      session: (q) => q.hex(32),
      agent,
      by: 'arn',
      from: cuts[i]!,
      to: cuts[i + 1]! + r.int(0, 8) * HOUR,
    });
  }
};

/** A server outside AWS with an IAM user's key. */
export const onPremisesServer: ServiceMaker = (b, r, s) => {
  const { org } = b;
  const user = b.actor({
    persona: 'user-server',
    cls: 'program',
    kind: 'user',
    name: `${r.pick(['svc-', 'app-', ''])}${s.name}${r.chance(0.5) ? `-${s.env}` : ''}`,
    accountId: s.accountId,
    region: s.region,
    team: org.teams[s.team]!,
    env: s.env,
    own: b.owns(r, s),
    reach: r.chance(0.4) ? 'account' : 'own',
  });
  const hosts = Array.from({ length: r.int(1, 3) }, () =>
    r.chance(0.6) ? homeAddress(r, s.region) : awsAddress(r, s.region),
  );
  const moved = r.chance(0.12) ? org.start + r.int(2, org.days) * DAY : Infinity;
  const elsewhere = homeAddress(r, s.region);
  const keys = [`AKIA${r.upper(16)}`, `AKIA${r.upper(16)}`];
  const swap = r.chance(0.25) ? org.start + r.int(2, org.days) * DAY : Infinity;
  const agent = agentOverTime(
    b,
    r,
    r.pick([
      (q: Random): string => userAgents.java1(q, ''),
      (q: Random): string => userAgents.boto(q, ''),
      (q: Random): string => userAgents.dotnet(q),
      (q: Random): string =>
        `aws-sdk-php/3.${q.int(200, 330)}.0 OS/Linux/5.4.0 lang/php/8.${q.int(0, 3)}.2 GuzzleHttp/7`,
    ]),
  );
  const every = boundedInterval(b, user, r.pick([HOUR, DAY, 6 * HOUR, 600]), 1800);
  const cronAt = r.int(0, every);
  for (let t = org.start + cronAt; t < org.end; t += every * (1 + 0.03 * (r.next() - 0.5)))
    b.readAll(
      r,
      b.seat(user, {
        address: t < moved ? r.pick(hosts) : elsewhere,
        userAgent: agent(t),
        accessKeyId: keys[t < swap ? 0 : 1]!,
        by: 'name',
      }),
      t,
      user.own,
    );
};

/** Preview environments: a role that reads one and the same set at each pull request. */
export const previewEnvironments: ServiceMaker = (b, r, s) => {
  const a = addProgram(b, r, { ...s, env: 'dev' }, 'preview', 'preview', b.owns(r, s), '', 'team');
  runInstances(b, r, a, {
    startsPerDay: r.log(6, 0.8),
    weight: (t) => workLevel(b.org, t),
    burst: 2,
    deploys: r.log(1, 0.5),
    life: HOUR,
    ttl: 0,
    session: (q) => `pr-${q.int(200, 4000)}`,
    agent: agentOverTime(b, r, anyRuntime(r)),
    by: 'name',
  });
};
