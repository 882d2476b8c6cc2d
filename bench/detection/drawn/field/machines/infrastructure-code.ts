import { DAY, HOUR, randomTimes, workLevel } from '../company/calendar.js';
import { secretsOfTeam } from '../company/secrets.js';
import { userAgents } from '../company/user-agents.js';
import { alwaysRead, type ServiceMaker } from './maker.js';
import { addPipelineRole, anyRunner } from './pipeline-runner.js';

/** Terraform in a pipeline: each plan refreshes the whole stack: describes and reads every version that it manages. */
export const terraformPipeline: ServiceMaker = (b, r, s) => {
  const { org, out } = b;
  const run = anyRunner(b, r, s);
  const near = org.teams
    .flatMap((t) => t.services)
    .filter((x) => x.accountId === s.accountId && (x.team === s.team || r.chance(0.1)));
  const stacks = Array.from({ length: r.int(1, 4) }, () =>
    r.some(near, r.int(1, 7)).flatMap((x) => x.secrets),
  );
  const a = addPipelineRole(
    b,
    r,
    s,
    'terraform',
    r.pick(['terraform', 'tf-apply', 'atlantis', 'infra']),
    alwaysRead(stacks.flat()),
    r.chance(0.7) ? 'account' : 'team',
  );
  let agent = userAgents.terraform(r);
  const onlyDescribe = r.chance(0.3);
  const size = stacks.flat().length / stacks.length;
  const runs = [
    ...randomTimes(r, Math.min(r.log(5, 0.8), 7000 / org.days / size / 2 + 0.1), org.start, org.end, (t) =>
      workLevel(org, t),
    ),
  ];
  if (r.chance(0.4))
    for (let d = 0; d < org.days; d++) runs.push(org.start + d * DAY + 4 * HOUR + r.int(0, 300));
  for (const t of runs.sort((x, y) => x - y)) {
    if (r.chance(0.004)) agent = userAgents.terraform(r);
    const q = r.sub(`t${t}`);
    const stack = q.zipf(stacks);
    const seat = b.seat(a, {
      ...run.place(q),
      session: run.host === 'jenkins' ? `aws-go-sdk-17${q.digits(17)}` : run.session(q),
      userAgent: agent,
      accessKeyId: `ASIA${q.upper(16)}`,
      by: 'arn',
    });
    const apply = q.chance(0.12);
    for (let pass = 0; pass < (apply ? 2 : 1); pass++)
      for (const { ref, born } of stack) {
        if (born > t) continue;
        const x = t + pass * 240 + q.int(0, 12);
        out.call(seat, 'DescribeSecret', x, ref);
        if (!onlyDescribe) out.get(seat, x + 1, ref);
      }
    if (apply && q.chance(0.4)) {
      // A new secret of a service, which it reads from then on.
      const target = q.pick(near);
      const made = org.newSecret(
        q,
        `${target.secrets[0]!.ref.name}-${q.pick(['v2', 'ext', 'new', 'webhook', 'cdn', 'search'])}${q.int(1, 99)}`,
        {
          team: target.team,
          service: target.name,
          env: target.env,
          accountId: target.accountId,
          region: target.region,
          born: t + 250,
        },
      );
      target.secrets.push(made);
      stack.push(made);
      const c = { ...seat, by: 'name' as const };
      out.call(c, 'CreateSecret', t + 250, made.ref);
      if (q.chance(0.4)) out.call(seat, 'TagResource', t + 251, made.ref);
      if (q.chance(0.8)) out.call(seat, 'PutSecretValue', t + 252, made.ref);
      out.call(seat, 'DescribeSecret', t + 253, made.ref);
    } else if (apply && q.chance(0.1)) out.call(seat, 'RotateSecret', t + 260, q.pick(stack).ref);
  }
};

/** CloudFormation and CDK: dynamic references are resolved by the service with the execution role. */
export const cloudFormationStacks: ServiceMaker = (b, r, s) => {
  const { org, out } = b;
  const near = secretsOfTeam(org.teams[s.team]!).filter(({ ref }) => ref.accountId === s.accountId);
  const stacks = Array.from({ length: r.int(2, 9) }, () =>
    r.some(
      near,
      r.weighted([
        [1, 5],
        [2, 3],
        [5, 2],
        [12, 0.6],
      ]),
    ),
  );
  const cdk = r.chance(0.6);
  const a = b.actor({
    persona: 'cfn-exec',
    cls: 'ci',
    name: cdk ? `cdk-hnb659fds-cfn-exec-role-${s.accountId}-${s.region}` : org.roleName(r, s.name, 'cfn'),
    accountId: s.accountId,
    region: s.region,
    team: org.teams[s.team]!,
    env: s.env,
    own: alwaysRead(near),
    reach: 'account',
  });
  for (const t of randomTimes(r, r.log(5, 0.8), org.start, org.end, (x) => workLevel(org, x))) {
    const seat = b.seat(a, {
      address: 'cloudformation.amazonaws.com',
      userAgent: 'cloudformation.amazonaws.com',
      session: 'AWSCloudFormation',
      accessKeyId: `ASIA${r.upper(16)}`,
      by: 'name',
    });
    for (const x of r.zipf(stacks)) if (x.born < t) out.get(seat, t + r.int(0, 60), x.ref);
    if (r.chance(0.05)) {
      const made = org.newSecret(r, `${s.name}Secret${r.upper(8)}-${r.mixed(12)}`, {
        team: s.team,
        service: s.name,
        env: s.env,
        accountId: s.accountId,
        region: s.region,
        born: t + 70,
      });
      out.call(seat, 'CreateSecret', t + 70, made.ref);
      out.call(seat, 'TagResource', t + 71, made.ref);
      out.call(seat, 'DescribeSecret', t + 72, made.ref);
    }
  }
};
