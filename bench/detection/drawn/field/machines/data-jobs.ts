import type { Builder } from '../company/builder.js';
import { DAY, HOUR } from '../company/calendar.js';
import type { Service } from '../company/model.js';
import type { Random } from '../company/random.js';
import { accessKeyAt } from '../company/random.js';
import { secretRefs, secretsOfTeam } from '../company/secrets.js';
import { userAgents } from '../company/user-agents.js';
import { addDataRole } from './data-role.js';
import { alwaysRead, type ServiceMaker } from './maker.js';

/** AWS's rotation functions: describe, read, put, test. */
export const rotationFunction: ServiceMaker = (b, r, s) => {
  const { org, out } = b;
  const dbs = org.secrets.filter(
    ({ ref, team }) =>
      ref.accountId === s.accountId &&
      ref.region === s.region &&
      (team === s.team || r.chance(0.2)) &&
      /db|user|redis|elastic/i.test(ref.name),
  );
  const own = alwaysRead(dbs.length === 0 ? s.secrets.slice(0, 1) : r.some(dbs, r.int(1, 20)));
  const fn = r.pick([
    'SecretsManagerRDSPostgreSQLRotationSingleUser',
    'SecretsManagerRDSMySQLRotationMultiUser',
    `${org.name}-secret-rotation`,
  ]);
  const a = addDataRole(b, s, 'rotation', `service-role/${fn}Role-${r.upper(13)}`, own, 'account');
  const agent = userAgents.boto(r, 'AWS_Lambda_python3.11');
  const every = r.pick([7, 14, 30, 30, 60]) * DAY;
  const broken = r.chance(0.15);
  for (const { s: secret } of own)
    for (let t = org.start + r.int(0, every); t < org.end; t += every) {
      if (t <= secret.born) continue;
      const seat = b.seat(a, {
        ...b.inVpc(r, a, 1, t),
        session: fn,
        userAgent: agent,
        accessKeyId: accessKeyAt(fn + secret.ref.suffix, Math.floor(t / HOUR)),
        by: 'arn',
      });
      for (let i = 0; i < (broken && r.chance(0.2) ? 5 : 1); i++) {
        let x = t + i * 3700;
        for (const name of [
          'DescribeSecret',
          'GetSecretValue',
          'GetSecretValue',
          'PutSecretValue',
          'DescribeSecret',
          'GetSecretValue',
          'DescribeSecret',
          'GetSecretValue',
          'DescribeSecret',
        ] as const)
          out.call(seat, name, (x += r.exp(1.5)), secret.ref);
      }
    }
};

const scheduled =
  (
    persona: string,
    session: string,
    agent: (r: Random) => string,
    name: (b: Builder, r: Random, s: Service) => string,
  ): ServiceMaker =>
  (b, r, s) => {
    const { org } = b;
    const own = b.owns(r, s, {
      extra: r.chance(0.5) ? r.some(secretsOfTeam(org.teams[s.team]!, s.env), r.int(1, 6)) : [],
    });
    const a = addDataRole(b, s, persona, name(b, r, s), own, r.chance(0.3) ? 'account' : 'own');
    const ua = agent(r);
    const runs = r.pick([[1], [1], [24], [4], [0.143], [0.033, 1], [0.033]]);
    const at = r.int(0, DAY);
    const part = r.chance(0.4) ? r.real(0.3, 0.9) : 1;
    const jobs = r.pick([1, 1, 2, 3]);
    const monthly = r.some(secretsOfTeam(org.teams[s.team]!, s.env), r.int(3, 18));
    for (let d = 0; d < org.days; d++) {
      const date = new Date((org.start + d * DAY) * 1000);
      for (const n of runs)
        for (let i = 0; i < Math.max(1, n) * jobs; i++) {
          if (n === 0.143 && date.getUTCDay() !== 1) continue;
          if (n === 0.033 && date.getUTCDate() !== 1) continue;
          if (r.chance(0.02)) continue;
          const t = org.start + d * DAY + ((at + (i * DAY) / Math.max(1, n * jobs)) % DAY) + r.exp(60);
          const seat = b.seat(a, {
            ...b.inVpc(r, a, t, t),
            session: session === '' ? `i-0${r.hex(16)}` : session,
            userAgent: ua,
            accessKeyId: `ASIA${r.upper(16)}`,
            by: 'name',
          });
          b.readAll(r, seat, t, n === 0.033 ? [...own, ...alwaysRead(monthly)] : own, part, 3);
          if (r.chance(0.04)) b.readAll(r, seat, t + r.int(300, 1200), own, part, 3);
        }
    }
  };

/** Scheduled Glue jobs. */
export const glueJobs = scheduled(
  'glue',
  'GlueJobRunnerSession',
  (r) => (r.chance(0.5) ? userAgents.boto(r, '') : userAgents.java1(r, 'GlueJob')),
  (_, r, s) => `service-role/AWSGlueServiceRole-${s.name}${r.chance(0.3) ? `-${r.digits(4)}` : ''}`,
);

/** Scheduled clusters of EMR. */
export const emrClusters = scheduled(
  'emr',
  '',
  (r) => userAgents.java1(r, 'emr-6.15.0'),
  (_, __, s) => `EMR_EC2_${s.name}`,
);

/** Scheduled jobs of AWS Batch. */
export const batchJobs = scheduled(
  'batch',
  'AWSBatch',
  (r) => userAgents.boto(r, ''),
  (b, r, s) => b.org.roleName(r, s.name, 'batch-job'),
);

/** Airflow with the secrets backend: each lookup of a variable or connection asks Secrets Manager first, most are not there. */
export const airflowScheduler: ServiceMaker = (b, r, s) => {
  const { org, out } = b;
  const prefix = r.pick(['airflow/connections', 'airflow/variables', 'airflow']);
  const conns = Array.from({ length: r.int(6, 40) }, (_, i) =>
    org.newSecret(
      r,
      `${prefix}/${r.pick(['snowflake', 'postgres', 'redshift', 'slack', 'sftp', 'http', 's3', 'salesforce'])}_${i}`,
      {
        team: s.team,
        service: 'airflow',
        env: s.env,
        accountId: s.accountId,
        region: s.region,
        born: r.chance(0.06) ? org.start + r.int(0, org.days * DAY) : 0,
      },
    ),
  );
  const a = addDataRole(
    b,
    s,
    'airflow',
    `service-role/AmazonMWAA-${s.name}-${r.mixed(6)}`,
    alwaysRead(conns),
    'account',
  );
  const agent = userAgents.boto(r, '');
  const missing = r
    .some(['aws_default', 'env', 'slack_channel', 'batch_size', 'owner', 'retries'], 3)
    .map((n) => ({ name: `${prefix}/${n}`, accountId: s.accountId, region: s.region, suffix: r.mixed(6) }));
  const every = Math.max(1800, ((conns.length + 3) * org.days * DAY) / 5000 / b.load);
  for (const x of [...secretRefs(conns), ...missing]) {
    const hot = r.chance(0.4) ? every * r.pick([4, 24]) : every;
    const born = conns.find(({ ref }) => ref === x)?.born ?? 0;
    for (let t = org.start + r.int(0, hot); t < org.end; t += hot * (1 + 0.2 * (r.next() - 0.5)))
      if (t > born)
        out.get(
          b.seat(a, {
            ...b.inVpc(r, a, Math.floor(t / DAY), t),
            session: 'AmazonMWAA-airflow',
            userAgent: agent,
            accessKeyId: accessKeyAt(a.principal.arn, Math.floor(t / HOUR)),
            by: 'name',
          }),
          t,
          x,
          missing.includes(x) ? 'ResourceNotFoundException' : null,
        );
  }
};
