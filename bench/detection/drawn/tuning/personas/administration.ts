import { drawAgent, type AgentKind } from '../agents.js';
import { DAY, HOUR, MINUTE, workingTime } from '../calendar.js';
import type { DrawnSecret } from '../catalogue.js';
import { wholeAccount } from '../choosing.js';
import { uniform, weighted } from '../draw.js';
import { Fleet } from '../fleet.js';
import { programOrigin } from '../networks/vpc.js';
import { drawStyle, read } from '../reading.js';
import { named } from '../sessions.js';
import { cron } from '../timing/regular.js';
import { drawPerson } from './person.js';
import { runProgram } from './program.js';
import type { Site } from './site.js';

/** A backup or an inventory job: everything of the account's region, each time. */
export function backup(site: Site): void {
  const { world, random, deployment } = site;
  const all = world.catalogue.inAccount(deployment.account, world.span.from);
  runProgram(site, {
    persona: 'backup',
    span: world.span,
    times: cron(random, world.span, random.pick([12 * HOUR, DAY, DAY, 7 * DAY])),
    choose: wholeAccount(world.catalogue, deployment.account),
    own: all,
    name: random.pick([
      'secrets-backup',
      'vault-sync',
      'inventory-export',
      'dr-replicator',
      'compliance-snapshot',
    ]),
    sort: 'administration',
    runtime: random.chance(0.5) ? 'lambda' : 'ecs',
    perRun: random.chance(0.5),
    permission: 'account',
    style: { ...drawStyle(random, world.organisation.traits, ''), lists: random.chance(0.7) },
    scaleOuts: false,
  });
}

/** A scanner that only lists and describes: AWS Config, or a tool for security posture. */
export function scanner(site: Site): void {
  const { world, random, deployment } = site;
  const byService = random.chance(0.5);
  const service = random.pick([
    'config.amazonaws.com',
    'securityhub.amazonaws.com',
    'resource-explorer-2.amazonaws.com',
  ]);
  const caller = world.enrol({
    name: byService
      ? `aws-service-role/${service}/AWSServiceRoleFor${service.split('.')[0]!.replaceAll(/\W/g, '')}`
      : random.pick(['security-audit', 'posture-scanner', 'cspm-readonly']),
    kind: 'role',
    persona: 'scanner',
    byArn: true,
    account: deployment.account,
    team: deployment.team,
    permission: 'own',
    own: [],
    sort: 'administration',
  });
  const { traits } = world.organisation;
  const fleet = new Fleet(random, world.span, {
    session: byService ? named(service.split('.')[0]!) : named('scan'),
    origin: byService
      ? () => ({ address: service, vpcEndpointId: null })
      : programOrigin(random, world.vpcs, traits, deployment.account, 'ec2'),
    agent: byService ? () => service : drawAgent(random, 'scanner', world.span, traits.upgradeDays),
    lifetime: DAY,
    keyLifetime: HOUR,
  });
  for (const time of cron(random, world.span, random.pick([12 * HOUR, DAY, 7 * DAY]))) {
    const presence = fleet.fresh(time, 0);
    const secrets = world.catalogue.inAccount(deployment.account, time).slice(0, 250);
    let now = time;
    for (let page = 0; page <= secrets.length / 100; page++)
      caller.call(presence, 'ListSecrets', (now += 0.4));
    for (const secret of secrets)
      caller.call(presence, 'DescribeSecret', (now += random.float() * 0.3), { secret });
  }
}

/** A role for emergencies: unused, but for a few reads in an incident. */
export function breakGlass(site: Site): void {
  const { world, random, deployment } = site;
  const secrets = world.catalogue.inAccount(deployment.account, world.span.from);
  const caller = world.enrol({
    name: random.pick(['BreakGlass', 'emergency-access', 'incident-admin', 'OnCallElevated']),
    kind: 'role',
    persona: 'break-glass',
    byArn: false,
    account: deployment.account,
    team: deployment.team,
    permission: 'everything',
    own: [],
    sort: 'emergency',
  });
  const incidents = random.between(0, 3);
  for (let i = 0; i < incidents; i++) {
    const person = drawPerson(random, {
      world,
      team: deployment.team,
      pool: secrets,
      user: false,
      perDay: 0,
    });
    let now = uniform(random, world.span.from, world.span.to);
    const start = now;
    const count = random.between(1, 6);
    for (let k = 0; k < count; k++) {
      const secret = random.pick(secrets);
      caller.get((random.chance(0.5) ? person.console : person.terminal).at(start), now, secret);
      now += uniform(random, 20, 15 * MINUTE);
    }
    if (count >= 3)
      world.mark(caller.principal, start, now - start + 1, 'the emergency role is used in an incident');
  }
}

/** A planned migration by a program: copies many secrets to new names, within some hours or days. */
export function migration(site: Site): void {
  const { world, random, deployment } = site;
  const sources = world.catalogue
    .inAccount(deployment.account, world.span.from)
    .filter(({ team, use }) => team === deployment.team && use !== 'managed')
    .slice(0, random.between(5, 40));
  const { office } = world.organisation.teams[deployment.team]!;
  const start = workingTime(random, office, world.span);
  const days = weighted(random, [[1, 2], [random.between(2, 6), 1]]); // prettier-ignore
  const times = Array.from({ length: days }, (_, i) => start + i * DAY);
  const fromVault = random.chance(0.5);
  const created: { readonly time: number; readonly secret: DrawnSecret }[] = [];
  for (const [index, source] of sources.entries()) {
    const time = Math.floor(times[index % days]! + index * uniform(random, 1, 30));
    const secret = world.catalogue.add(random, {
      name: `${random.pick(['vault', 'migrated', 'v2'])}/${source.secret.name}`,
      account: deployment.account,
      team: deployment.team,
      use: 'migrated',
      created: time,
      deleted: Number.POSITIVE_INFINITY,
    });
    created.push({ time, secret });
  }
  const caller = runProgram(site, {
    persona: 'migration',
    span: world.span,
    times: fromVault ? [] : times,
    choose: (time) => sources.filter((_, index) => times[index % days] === time),
    own: sources,
    sort: 'administration',
    permission: 'account',
    perRun: true,
    scaleOuts: false,
  });
  const agent = random.pick<AgentKind>(['boto3', 'cli', 'go2']);
  const fleet = new Fleet(random, world.span, {
    session: named('migration'),
    origin: programOrigin(random, world.vpcs, world.organisation.traits, deployment.account, 'ec2'),
    agent: drawAgent(random, agent, world.span, 1000),
    lifetime: Number.POSITIVE_INFINITY,
    keyLifetime: 6 * HOUR,
  });
  const style = { ...drawStyle(random, world.organisation.traits, ''), mode: 'gets' as const, pace: 0 };
  for (const { time, secret } of created) {
    caller.call(fleet.at(time), 'CreateSecret', time, { secret });
    // It reads each copy once, to compare.
    read(random, caller, fleet.at(time), time + 2, [secret], style);
  }
  const last = created.at(-1);
  if (sources.length >= 15 && last !== undefined)
    world.mark(caller.principal, start, last.time - start + HOUR, 'a planned migration copies many secrets');
}
