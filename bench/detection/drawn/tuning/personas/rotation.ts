import { drawAgent } from '../agents.js';
import { DAY, HOUR } from '../calendar.js';
import { existing } from '../choosing.js';
import { someOf } from '../catalogue.js';
import { uniform, wholeLogUniform } from '../draw.js';
import { Fleet } from '../fleet.js';
import { programOrigin } from '../networks/vpc.js';
import { roleName } from '../principals.js';
import { named } from '../sessions.js';
import type { Site } from './site.js';

/** A rotation function: for each of its secrets, every so many days, the four steps of a rotation. */
export function rotationFunction(site: Site): void {
  const { world, random, deployment } = site;
  const { account, team } = deployment;
  const { traits } = world.organisation;
  const local = world.catalogue.all.filter(
    ({ secret, use, team: of }) =>
      secret.accountId === account.id && (use === 'app' || use === 'shared') && of === team,
  );
  const secrets = existing(someOf(random, local, wholeLogUniform(random, 1, 60)), world.span.from);
  const name = `${random.pick(['SecretsManagerRotation', 'rotate-db', 'rotator', 'credential-rotation'])}-${deployment.app}`;
  const caller = world.enrol({
    name: random.chance(0.4) ? roleName(random, world.organisation, team, 'rotation', account.stage) : name,
    kind: 'role',
    persona: 'rotation',
    byArn: true,
    account,
    team,
    permission: random.chance(0.6) ? 'own' : 'account',
    own: secrets,
    sort: 'program',
  });
  const fleet = new Fleet(random, world.span, {
    session: named(name),
    origin: programOrigin(random, world.vpcs, traits, account, 'lambda'),
    agent: drawAgent(random, 'boto3', world.span, traits.upgradeDays),
    lifetime: 4 * HOUR,
    keyLifetime: 12 * HOUR,
  });
  const scheduler = world.deployerFor(account.id, team);
  const days = random.pick([1, 7, 7, 30, 30, 60, 90]);
  const hour = uniform(random, 0, 24) * HOUR;
  for (const secret of secrets) {
    const phase = Math.floor(random.float() * days);
    for (let t = world.span.from + phase * DAY + hour; t < world.span.to; t += days * DAY) {
      const start = t + uniform(random, 0, HOUR);
      const presence = fleet.at(start);
      const step = (name: 'DescribeSecret' | 'GetSecretValue' | 'PutSecretValue', after: number): void =>
        caller.call(presence, name, start + after, { secret });
      if (scheduler !== null) {
        const service = { ...scheduler.fleet.fresh(start, 1), address: 'secretsmanager.amazonaws.com' };
        scheduler.caller.call(
          { ...service, userAgent: 'secretsmanager.amazonaws.com' },
          'RotateSecret',
          start - 1,
          { secret },
        );
      }
      for (const after of [1, 4, 8, 12]) step('DescribeSecret', after);
      step('GetSecretValue', 1);
      step('PutSecretValue', 3);
      for (const after of [4, 5, 8]) step('GetSecretValue', after);
    }
  }
}

/** Credentials that RDS, EventBridge or another service manages: it reads and writes them itself. */
export function serviceLinked(site: Site): void {
  const { world, random, deployment } = site;
  const service = random.pick(['rds', 'events', 'redshift', 'appflow', 'dms', 'kafka', 'glue', 'sagemaker']);
  const domain = `${service}.amazonaws.com`;
  const managed = world.catalogue.ofUse('managed', deployment.account.id);
  const secrets = someOf(random, managed.length > 0 ? managed : deployment.secrets, random.between(1, 25));
  const caller = world.enrol({
    name: `aws-service-role/${domain}/AWSServiceRoleFor${service.toUpperCase()}`,
    kind: 'role',
    persona: 'service-linked',
    byArn: true,
    account: deployment.account,
    team: deployment.team,
    permission: 'own',
    own: secrets,
    sort: 'program',
  });
  const fleet = new Fleet(random, world.span, {
    session: random.chance(0.5) ? named(`${service}-session`) : (own) => `${service}-${own.uint32()}`,
    origin: () => ({ address: domain, vpcEndpointId: null }),
    agent: () => domain,
    lifetime: 2 * HOUR,
    keyLifetime: HOUR,
  });
  const days = random.pick([0.25, 1, 1, 7, 7]);
  for (const [index, secret] of secrets.entries()) {
    for (
      let t = world.span.from + random.float() * days * DAY;
      t < world.span.to;
      t += days * DAY * uniform(random, 0.9, 1.1)
    ) {
      const presence = fleet.fresh(t, index);
      if (random.chance(0.5)) caller.call(presence, 'DescribeSecret', t, { secret });
      caller.get(presence, t, secret);
      if (days >= 7) caller.call(presence, 'PutSecretValue', t + 3, { secret });
    }
  }
}
