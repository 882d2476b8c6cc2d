import { awsAddress } from '../company/addresses.js';
import { DAY, HOUR, isWorkday, trafficLevel, workLevel } from '../company/calendar.js';
import type { Seat } from '../company/calls.js';
import { accessKeyAt } from '../company/random.js';
import { secretsOfTeam } from '../company/secrets.js';
import { userAgents } from '../company/user-agents.js';
import { addDataRole } from './data-role.js';
import { alwaysRead, type ServiceMaker } from './maker.js';

/** An AWS service that uses a secret on behalf of a role: address and agent are the service's name. */
export const awsService: ServiceMaker = (b, r, s) => {
  const { org, out } = b;
  const [persona, host, session, perDay] = r.pick([
    ['rds-proxy', 'rds.amazonaws.com', 'RDSProxy', 12],
    ['dms', 'dms.amazonaws.com', 'DMSSecretAccess', 3],
    ['stepfunctions', 'states.amazonaws.com', r.hex(32), 60],
    ['eventbridge', 'apidestinations.events.amazonaws.com', 'APIDestination', 80],
    ['redshift-data', 'redshift-data.amazonaws.com', 'RedshiftDataApi', 30],
    ['msk-connect', 'kafkaconnect.amazonaws.com', 'KafkaConnect', 4],
    ['quicksight', 'quicksight.amazonaws.com', 'QuickSightSecretsManager', 10],
    ['transfer', 'transfer.amazonaws.com', 'TransferFamily', 40],
    ['appflow', 'appflow.amazonaws.com', 'AppFlow', 8],
  ] as const);
  const own =
    persona === 'eventbridge' || persona === 'stepfunctions'
      ? alwaysRead(
          Array.from({ length: r.int(1, 6) }, () =>
            org.newSecret(r, `events!connection/${s.name}/${r.uuid()}`, {
              team: s.team,
              service: s.name,
              env: s.env,
              accountId: s.accountId,
              region: s.region,
            }),
          ),
        )
      : b.owns(r, s, { share: 0 });
  const a = addDataRole(
    b,
    s,
    persona,
    r.chance(0.5) ? `service-role/${persona}-${s.name}-${r.mixed(5)}` : org.roleName(r, s.name, persona),
    own,
  );
  const weight = perDay < 15 ? (): number => 1 : (t: number): number => trafficLevel(org, t);
  for (const { s: secret, from, to, error } of own)
    for (
      let n = r.log(perDay, 0.8), t = org.start + r.exp(DAY / n);
      t < org.end;
      t += r.exp(DAY / Math.min(n, 50))
    )
      if (t > from && t < to && r.chance(weight(t)))
        out.get(
          b.seat(a, {
            address: host,
            userAgent: host,
            session,
            accessKeyId: accessKeyAt(`${session}${a.index}`, Math.floor(t / HOUR)),
            by: 'arn',
          }),
          t,
          secret.ref,
          error,
        );
};

/** Notebooks and query tools of analysts under one role: SageMaker, EMR Studio, Athena federated queries. */
export const notebooks: ServiceMaker = (b, r, s) => {
  const { org, out } = b;
  const team = org.teams[s.team]!;
  const own = alwaysRead(r.some(secretsOfTeam(team, s.env), r.int(2, 15)));
  const a = addDataRole(
    b,
    s,
    'notebook',
    `service-role/AmazonSageMaker-ExecutionRole-2024${r.digits(4)}T${r.digits(6)}`,
    own,
    'account',
  );
  const agent = userAgents.boto(r, '');
  for (let d = 0; d < org.days; d++) {
    if (!isWorkday(org, org.start + (d + 0.5) * DAY)) continue;
    for (let i = 0, n = r.int(0, 4); i < n; i++) {
      const t = org.start + d * DAY + (r.real(...org.hours) - org.zone) * HOUR;
      const seat: Seat = b.seat(a, {
        ...b.inVpc(r, a, i),
        session: 'SageMaker',
        userAgent: agent,
        accessKeyId: accessKeyAt(`nb${a.index}`, Math.floor(t / HOUR)),
        by: 'name',
      });
      if (r.chance(0.1)) out.list(seat, t - 5, 80);
      for (
        let j = 0,
          k = r.weighted([
            [1, 5],
            [2, 3],
            [4, 1],
          ]);
        j < k;
        j++
      )
        out.get(seat, t + j * r.exp(200), r.zipf(own, 2).s.ref);
    }
  }
};

/** A managed product of a vendor that reads a few credentials across accounts: Databricks, Fivetran, Snowflake, Retool. */
export const vendorProduct: ServiceMaker = (b, r, s) => {
  const { org, out } = b;
  const vendor = r.pick(['databricks', 'fivetran', 'snowflake', 'retool', 'hightouch', 'airbyte-cloud']);
  const own = alwaysRead(r.some(secretsOfTeam(org.teams[s.team]!, s.env), r.int(1, 5)));
  const a = b.actor({
    persona: 'vendor-product',
    cls: 'ops',
    name: `${vendor}-access-${r.mixed(4)}`,
    accountId: s.accountId,
    region: s.region,
    team: org.teams[s.team]!,
    env: s.env,
    own,
  });
  const addresses = Array.from({ length: 4 }, () => awsAddress(r, 'us-east-1'));
  const agent = r.pick([userAgents.java2, userAgents.boto])(r, '');
  for (let n = r.log(8, 0.9), t = org.start + r.exp(DAY / n); t < org.end; t += r.exp(DAY / n))
    if (r.chance(0.3 + 0.7 * workLevel(org, t)))
      out.get(
        b.seat(a, {
          address: r.pick(addresses),
          userAgent: agent,
          session: `${vendor}-${r.hex(12)}`,
          accessKeyId: `ASIA${r.upper(16)}`,
          by: 'arn',
        }),
        t,
        r.pick(own).s.ref,
      );
};
