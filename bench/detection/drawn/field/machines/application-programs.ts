import type { Builder } from '../company/builder.js';
import { DAY, HOUR, trafficLevel } from '../company/calendar.js';
import type { Secret } from '../company/model.js';
import { accessKeyAt } from '../company/random.js';
import { userAgents } from '../company/user-agents.js';
import type { ServiceMaker } from './maker.js';
import { addProgram, agentOverTime, anyRuntime, boundedInterval } from './program.js';
import { runInstances } from './run-instances.js';

/** A program with a Java or Python caching library, which reads hourly; the Java one describes first. */
export const cachingLibrary: ServiceMaker = (b, r, s) => {
  const a = addProgram(b, r, s, 'cache-lib', r.pick(['app', 'service', 'task']), b.owns(r, s));
  const java = r.chance(0.6);
  const pod = r.chance(0.6);
  runInstances(b, r, a, {
    startsPerDay: r.log(0.6, 0.8),
    weight: (t) => trafficLevel(b.org, t),
    burst: r.int(1, 4),
    deploys: r.log(0.4, 0.7),
    life: r.log(40, 0.6) * HOUR,
    ttl: boundedInterval(b, a, HOUR, 5000),
    describe: java && r.chance(0.7),
    session: pod ? (q): string => `botocore-session-17${q.digits(8)}` : (q): string => q.hex(32),
    agent: agentOverTime(b, r, (q) =>
      java ? userAgents.java2(q, 'AwsSecretCache/2.0') : userAgents.boto(q, '') + ' AwsSecretCache/1.0',
    ),
    by: r.pick(['arn', 'name']),
  });
};

/** A program with the Secrets Manager agent beside it, which refreshes in an interval. */
export const agentDaemon: ServiceMaker = (b, r, s) => {
  const a = addProgram(b, r, s, 'sm-agent', 'service', b.owns(r, s));
  runInstances(b, r, a, {
    startsPerDay: r.log(1, 0.8),
    weight: (t) => trafficLevel(b.org, t),
    burst: r.int(1, 3),
    deploys: 0.3,
    life: 20 * HOUR,
    ttl: boundedInterval(b, a, 300, 4000),
    session: (q) => `i-0${q.hex(16)}`,
    agent: agentOverTime(
      b,
      r,
      (q) =>
        `aws-sdk-rust/1.${q.int(2, 6)}.0 ua/2.1 api/secretsmanager#1.${q.int(40, 70)}.0 os/linux lang/rust#1.78.0 app/aws-secrets-manager-agent`,
    ),
    by: 'name',
  });
};

/** Programs that read in the start of the process: Spring Cloud AWS, dotenv scripts, chamber. */
export const startupReader: ServiceMaker = (b, r, s) => {
  const a = addProgram(b, r, s, 'startup', r.pick(['app', 'irsa', 'pod']), b.owns(r, s));
  runInstances(b, r, a, {
    startsPerDay: r.log(2, 1.1),
    weight: (t) => trafficLevel(b.org, t),
    burst: r.int(1, 6),
    deploys: r.log(0.9, 0.9),
    life: DAY,
    ttl: 0,
    session: (q) => `aws-sdk-${r.pick(['java', 'js', 'go'])}-17${q.digits(11)}`,
    agent: agentOverTime(b, r, anyRuntime(r)),
    by: 'name',
  });
};

/** A service that reads the credentials of its customers as they come. */
export const tenantCredentials: ServiceMaker = (b, r, s) => {
  const { org, out } = b;
  const n = Math.round(r.log(35, 0.6));
  const list: Secret[] = Array.from({ length: n }, (_, i) => {
    const born = r.chance(0.15) ? org.start + r.int(0, org.days * DAY) : 0;
    return org.newSecret(
      r,
      `${s.env}/tenants/${r.chance(0.5) ? r.uuid() : `${s.name}-${1000 + i * 7}`}/${r.pick(['credentials', 'oauth', 'sftp'])}`,
      { team: s.team, service: s.name, env: s.env, accountId: s.accountId, region: s.region, born },
    );
  });
  const own = b.owns(r, s, { extra: list });
  const a = addProgram(
    b,
    r,
    s,
    'tenants',
    r.pick(['tenant-sync', 'connector', 'integration']),
    own,
    '',
    'team',
  );
  const tag = r.hex(8);
  const agent = agentOverTime(b, r, anyRuntime(r));
  const session = r.chance(0.5) ? `${s.name}-${s.env}` : r.hex(32);
  const spread = r.real(1, 3.5);
  const daily = r.chance(0.4);
  const place = (t: number): ReturnType<Builder['inVpc']> => b.inVpc(r, a, Math.floor(t / (8 * HOUR)), t);
  const seat = (t: number): Parameters<typeof out.get>[0] =>
    b.seat(a, {
      ...place(t),
      userAgent: agent(t),
      session,
      accessKeyId: accessKeyAt(tag, Math.floor(t / HOUR)),
      by: 'name',
    });
  for (const s2 of list)
    if (s2.born > 0) {
      out.call(seat(s2.born), 'CreateSecret', s2.born, s2.ref);
      if (r.chance(0.5)) out.call(seat(s2.born), 'TagResource', s2.born + 1, s2.ref);
    }
  if (daily)
    for (let d = 0; d < org.days; d++)
      for (const o of own) {
        const t = org.start + (d + 0.1) * DAY + r.exp(900);
        if (t > o.from && t < o.to && r.chance(0.93)) out.get(seat(t), t, o.s.ref, o.error);
      }
  const perDay = r.log(40, 0.8);
  for (let t = org.start + r.exp(DAY / perDay); t < org.end; t += r.exp(DAY / perDay)) {
    if (!r.chance(trafficLevel(org, t))) continue;
    const o = r.zipf(own, spread);
    if (t > o.from && t < o.to) out.get(seat(t), t, o.s.ref, o.error);
  }
};
