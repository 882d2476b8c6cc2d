import { DAY, HOUR, trafficLevel } from '../company/calendar.js';
import { userAgents } from '../company/user-agents.js';
import type { ServiceMaker } from './maker.js';
import { addProgram, agentOverTime, anyRuntime } from './program.js';
import { runInstances } from './run-instances.js';

/** A function that reads by the parameters and secrets extension. */
export const lambdaExtension: ServiceMaker = (b, r, s) => {
  const a = addProgram(b, r, s, 'lambda-ext', 'fn', b.owns(r, s), 'service-role/');
  const fn = `${s.name}-${s.env}`;
  runInstances(b, r, a, {
    startsPerDay: r.log(12, 1.2),
    weight: (t) => trafficLevel(b.org, t),
    burst: 1,
    deploys: 0.3,
    life: r.log(1.2, 0.5) * HOUR,
    ttl:
      r.weighted([
        [300, 5],
        [900, 1],
      ]) * r.pick([1, 1, 3]),
    session: () => fn,
    agent: agentOverTime(b, r, (q) => userAgents.goV2(q, 'AWS-Parameters-and-Secrets-Lambda-Extension/1.0')),
    by: r.pick(['arn', 'name']),
    public: r.chance(0.55),
  });
};

/** A function that reads its secrets when an environment starts, and perhaps again later. */
export const lambdaFunction: ServiceMaker = (b, r, s) => {
  const own = b.owns(r, s);
  const a = addProgram(
    b,
    r,
    s,
    'lambda',
    r.pick(['lambda', 'fn', 'handler']),
    own,
    r.chance(0.4) ? 'service-role/' : '',
  );
  const fn = `${s.name}-${s.env}`;
  const run = anyRuntime(
    r,
    r.pick([
      'AWS_Lambda_python3.12',
      'AWS_Lambda_nodejs20.x',
      'AWS_Lambda_java17',
      'AWS_Lambda_provided.al2023',
    ]),
  );
  const cron = r.chance(0.35);
  runInstances(b, r, a, {
    startsPerDay: cron ? r.pick([1, 4, 24, 24, 48]) : r.log(25, 1.2),
    weight: cron ? () => 1 : (t) => trafficLevel(b.org, t),
    burst: r.int(0, 4),
    deploys: r.log(0.3, 0.8),
    life: r.log(1.5, 0.5) * HOUR,
    ttl: r.chance(0.3) ? r.pick([HOUR, 900, 1800]) : 0,
    session: () => fn,
    agent: agentOverTime(b, r, run),
    by: r.pick(['arn', 'name', 'name']),
    public: r.chance(0.5),
    part: r.chance(0.3) ? r.real(0.4, 0.9) : 1,
  });
};

/** Container tasks whose agent injects the secrets when a task starts. */
export const containerTasks: ServiceMaker = (b, r, s) => {
  const own = b.owns(r, s);
  const a = addProgram(
    b,
    r,
    s,
    'ecs',
    r.pick(['execution', 'TaskExecution', 'exec']),
    own,
    '',
    r.chance(0.15) ? 'account' : 'own',
  );
  const fargate = r.chance(0.7);
  runInstances(b, r, a, {
    startsPerDay: r.log(3, 1.1),
    weight: (t) => trafficLevel(b.org, t),
    burst: r.int(1, 8),
    deploys: r.log(0.8, 0.9),
    life: DAY,
    ttl: 0,
    session: (q) => q.hex(32),
    agent: agentOverTime(b, r, (q) =>
      userAgents.goV1(
        q,
        fargate
          ? 'amazon-ecs-fargate-agent'
          : 'Amazon ECS Agent - v1.84.0 (linux) (+http://aws.amazon.com/ecs/)',
      ),
    ),
    by: 'arn',
    public: fargate && r.chance(0.25),
  });
};

/** Machines that read their secrets when they boot, and perhaps again later. */
export const instanceBoot: ServiceMaker = (b, r, s) => {
  const own = b.owns(r, s);
  const a = addProgram(
    b,
    r,
    s,
    'ec2-boot',
    r.pick(['instance', 'ec2', 'asg']),
    own,
    '',
    r.chance(0.2) ? 'account' : 'own',
  );
  const cli = r.chance(0.6);
  runInstances(b, r, a, {
    startsPerDay: r.log(1.2, 1),
    weight: (t) => trafficLevel(b.org, t),
    burst: r.int(1, 6),
    deploys: r.log(0.25, 0.7),
    life: r.log(3, 0.8) * DAY,
    ttl: r.chance(0.3) ? r.pick([HOUR, 6 * HOUR, DAY]) : 0,
    session: (q) => `i-0${q.hex(16)}`,
    agent: agentOverTime(b, r, (q) => (cli ? userAgents.cli(q, 'linux') : userAgents.boto(q, ''))),
    by: 'name',
  });
};
