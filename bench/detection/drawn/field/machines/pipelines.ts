import { DAY, HOUR, randomTimes, workLevel } from '../company/calendar.js';
import { accessKeyAt } from '../company/random.js';
import { userAgents } from '../company/user-agents.js';
import { cloudFormationStacks, terraformPipeline } from './infrastructure-code.js';
import { alwaysRead, type ServiceMaker, type WeightedMakers } from './maker.js';
import { addPipelineRole, anyRunner } from './pipeline-runner.js';

/** Pipelines that read what a build or a deployment needs. */
const pipeline: ServiceMaker = (b, r, s) => {
  const { org, out } = b;
  const run = anyRunner(b, r, s);
  const shares = org.shared.filter(() => r.chance(0.5));
  const own = [...b.owns(r, s, { share: 0 }), ...alwaysRead(r.some(shares, r.int(0, 4)))];
  const a = addPipelineRole(
    b,
    r,
    s,
    `ci-${run.host}`,
    r.pick(['deploy', 'github-actions', 'ci', 'pipeline', 'build']),
    own,
    r.chance(0.35) ? 'account' : r.chance(0.5) ? 'team' : 'own',
  );
  const agent =
    run.host === 'jenkins'
      ? userAgents.java1(r, 'Jenkins')
      : r.weighted([
          [userAgents.js(r, ''), 2],
          [userAgents.cli(r, 'linux'), 3],
          [userAgents.boto(r, ''), 2],
        ]);
  const part = r.chance(0.5) ? r.real(0.3, 0.8) : 1;
  const nightly = r.chance(0.4) ? r.int(0, 23) : -1;
  const runs = [
    ...randomTimes(
      r,
      Math.min(r.log(7, 0.9), 4000 / org.days / Math.max(1, own.length)),
      org.start,
      org.end,
      (t) => workLevel(org, t),
    ),
  ];
  if (nightly >= 0)
    for (let d = 0; d < org.days; d++) runs.push(org.start + d * DAY + nightly * HOUR + r.int(0, 400));
  for (const t of runs) {
    const q = r.sub(`j${t}`);
    const seat = b.seat(a, {
      ...run.place(q),
      session: run.session(q),
      userAgent: agent,
      accessKeyId:
        run.host === 'jenkins'
          ? accessKeyAt(a.principal.arn, Math.floor(t / 6 / HOUR))
          : `ASIA${q.upper(16)}`,
      by: 'name',
    });
    if (run.host === 'jenkins') out.list(seat, t - 2, 60);
    b.readAll(q, seat, t, own, part, 4);
    if (q.chance(0.05)) b.readAll(q, seat, t + q.int(60, 600), own, part, 4);
  }
};

/** A pipeline with a long-lived key of an IAM user. */
const keyedPipeline: ServiceMaker = (b, r, s) => {
  const { org } = b;
  const run = anyRunner(b, r, s);
  const a = b.actor({
    persona: 'user-ci',
    cls: 'ci',
    kind: 'user',
    name: `${r.pick(['ci-', 'deploy-', 'bitbucket-', 'jenkins-'])}${s.name}`,
    accountId: s.accountId,
    region: s.region,
    team: org.teams[s.team]!,
    env: s.env,
    own: b.owns(r, s),
    reach: r.chance(0.5) ? 'account' : 'team',
  });
  const key = `AKIA${r.upper(16)}`;
  const agent = r.pick([userAgents.cli(r, 'linux'), userAgents.boto(r, '')]);
  for (const t of randomTimes(r, r.log(5, 0.7), org.start, org.end, (x) => workLevel(org, x)))
    b.readAll(
      r,
      b.seat(a, { ...run.place(r), userAgent: agent, accessKeyId: key, by: 'name' }),
      t,
      a.own,
      r.chance(0.5) ? 1 : 0.5,
      3,
    );
};

/** The pipelines and infrastructure tools, with their weights. */
export const PIPELINES: WeightedMakers = [
  [pipeline, 5, 0.6],
  [terraformPipeline, 1.6, 0.6],
  [cloudFormationStacks, 1, 0.9],
  [keyedPipeline, 0.8, 0.7],
];
