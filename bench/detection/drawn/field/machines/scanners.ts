import { awsAddress } from '../company/addresses.js';
import { DAY, HOUR } from '../company/calendar.js';
import type { Seat } from '../company/calls.js';
import { accessKeyAt } from '../company/random.js';
import { secretsOfAccount } from '../company/secrets.js';
import { userAgents } from '../company/user-agents.js';
import { type AccountMaker, addOperationsRole } from './operations-role.js';

/** AWS Config, Access Analyzer, Security Hub: describe by the service. */
export const configurationScanner: AccountMaker = (b, r, accountId) => {
  const host = r.pick(['config.amazonaws.com', 'access-analyzer.amazonaws.com', 'securityhub.amazonaws.com']);
  const a = addOperationsRole(
    b,
    'config',
    `aws-service-role/${host}/AWSServiceRoleFor${host.startsWith('c') ? 'Config' : host.startsWith('a') ? 'AccessAnalyzer' : 'SecurityHub'}`,
    accountId,
    'own',
  );
  const seat = (t: number): Seat =>
    b.seat(a, {
      address: host,
      userAgent: host,
      session: host.startsWith('c') ? 'AWSConfig-Describe' : host.split('.')[0]!,
      accessKeyId: accessKeyAt(a.principal.arn, Math.floor(t / HOUR)),
      by: 'arn',
    });
  for (let t = b.org.start + r.int(0, DAY); t < b.org.end; t += r.pick([DAY, DAY, 12 * HOUR]))
    for (const region of b.org.regions) {
      const list = secretsOfAccount(b.org, accountId, region).filter(({ born }) => born < t);
      b.out.list(seat(t), t, list.length, region);
      if (r.chance(0.2))
        list.forEach(({ ref }, i) => b.out.call(seat(t), 'DescribeSecret', t + 5 + i * 0.3, ref));
    }
};

/** Roles of vendors: posture scanners and monitoring describe all, they read no values; some try. */
export const vendorScanner: AccountMaker = (b, r, accountId) => {
  const [name, session] = r.pick([
    ['DatadogIntegrationRole', 'DatadogAWSIntegration'],
    ['WizAccess-Role', 'WizSession'],
    ['snyk-cloud-role', 'snyk-cloud'],
    ['LaceworkCrossAccountRole', 'lacework'],
    ['OrcaSecuritySideScannerRole', 'orca'],
    ['prowler-scan', 'ProwlerAssessmentSession'],
    ['VantaAuditorRole', 'vanta-auditor'],
    ['PrismaCloudReadOnlyRole', 'prisma'],
  ] as const);
  const a = addOperationsRole(
    b,
    'vendor-scanner',
    `${name}${r.chance(0.4) ? `-${r.mixed(6)}` : ''}`,
    accountId,
    'own',
  );
  const addresses = Array.from({ length: r.int(2, 6) }, () => awsAddress(r, 'us-east-1'));
  const agent = r.pick([userAgents.boto(r, ''), userAgents.goV2(r, ''), userAgents.java2(r, '')]);
  const from = r.chance(0.15) ? b.org.start + r.int(3, 25) * DAY : b.org.start;
  const tries = r.chance(0.08);
  for (let t = from + r.int(0, 12 * HOUR); t < b.org.end; t += r.pick([DAY, 12 * HOUR, DAY]))
    for (const region of r.chance(0.7)
      ? b.org.regions
      : ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'eu-central-1']) {
      const list = secretsOfAccount(b.org, accountId, region).filter(({ born }) => born < t);
      const seat = b.seat(a, {
        address: r.pick(addresses),
        userAgent: agent,
        session,
        accessKeyId: accessKeyAt(a.principal.arn, Math.floor(t / HOUR)),
        by: 'arn',
      });
      b.out.list(seat, t, list.length, region);
      if (name !== 'DatadogIntegrationRole')
        list.slice(0, 120).forEach(({ ref }, i) => b.out.call(seat, 'DescribeSecret', t + 4 + i * 0.4, ref));
      if (tries) list.slice(0, 20).forEach(({ ref }, i) => b.out.get(seat, t + 90 + i, ref, 'AccessDenied'));
    }
};

/** Own inventory scripts: Steampipe, CloudQuery, a lambda. */
export const inventoryScript: AccountMaker = (b, r, accountId) => {
  const a = addOperationsRole(
    b,
    'inventory',
    r.pick(['steampipe-readonly', 'cloudquery', 'asset-inventory', 'secret-age-report', 'cloud-custodian']),
    accountId,
    'own',
  );
  const agent = r.pick([
    userAgents.goV2(r, 'steampipe'),
    userAgents.boto(r, 'AWS_Lambda_python3.12'),
    `${userAgents.boto(r, '')} cloud-custodian/0.9.30`,
  ]);
  const every = r.pick([DAY, DAY, 7 * DAY]);
  for (let t = b.org.start + r.int(0, every); t < b.org.end; t += every) {
    const seat = b.seat(a, {
      ...b.inVpc(r, a, 1),
      userAgent: agent,
      session: `inventory-${r.int(1, 3)}`,
      accessKeyId: `ASIA${r.upper(16)}`,
      by: 'arn',
    });
    for (const region of b.org.regions) {
      const list = secretsOfAccount(b.org, accountId, region).filter(({ born }) => born < t);
      b.out.list(seat, t, list.length, region);
      if (r.chance(0.5))
        list.slice(0, 200).forEach(({ ref }, i) => b.out.call(seat, 'DescribeSecret', t + 5 + i * 0.2, ref));
    }
  }
};

/** Checks the strength or validity of credentials: reads them all, weekly; at first on one day in the period. */
export const credentialChecker: AccountMaker = (b, r, accountId) => {
  const a = addOperationsRole(
    b,
    'secret-checker',
    r.pick(['secret-hygiene', 'credential-validator', 'leak-matcher']),
    accountId,
    'account',
  );
  const agent = userAgents.boto(r, 'AWS_Lambda_python3.12');
  const every = r.pick([7 * DAY, DAY]);
  for (let t = b.org.start + r.int(0, every); t < b.org.end; t += every) {
    const list = secretsOfAccount(b.org, accountId, a.region)
      .filter(({ born }) => born < t)
      .slice(0, 150);
    const seat = b.seat(a, {
      address: awsAddress(r, a.region),
      userAgent: agent,
      session: 'secret-hygiene',
      accessKeyId: `ASIA${r.upper(16)}`,
      by: 'arn',
    });
    b.out.list(seat, t, list.length);
    list.forEach(({ ref }, i) =>
      b.out.get(seat, t + 3 + i * 0.5, ref, r.chance(0.04) ? 'AccessDenied' : null),
    );
  }
};
