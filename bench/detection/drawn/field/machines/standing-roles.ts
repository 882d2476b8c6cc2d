import { DAY, HOUR, randomTimes } from '../company/calendar.js';
import type { Service } from '../company/model.js';
import { accessKeyAt } from '../company/random.js';
import { secretsOfAccount } from '../company/secrets.js';
import { userAgents } from '../company/user-agents.js';
import type { AccountMaker } from './operations-role.js';

/** Principals that exist and do (almost) nothing. */
export const dormantPrincipal: AccountMaker = (b, r, accountId) => {
  const user = r.chance(0.5);
  const a = b.actor({
    persona: 'dormant',
    cls: 'program',
    kind: user ? 'user' : 'role',
    name: user
      ? r.pick(['old-deploy', 'legacy-backup', 'test-user', 'terraform-old', 'ses-smtp', 'intern-2022'])
      : r.pick(['lambda-basic', 'migration-2023', 'poc-role', 'admin-old', 'ec2-legacy']),
    accountId,
    region: b.org.regions[0]!,
    reach: r.pick(['account', 'account', 'own']),
  });
  const all = secretsOfAccount(b.org, accountId);
  if (r.chance(0.4) && all.length > 0)
    for (const t of randomTimes(r, 0.1, b.org.start, b.org.end, () => 1))
      b.out.get(
        b.seat(a, {
          ...b.inVpc(r, a, 1),
          userAgent: userAgents.boto(r.sub('x'), ''),
          session: user ? null : 'main',
          accessKeyId: user ? accessKeyAt(a.principal.arn, 0).replace('ASIA', 'AKIA') : `ASIA${r.upper(16)}`,
          by: 'name',
        }),
        t,
        all[0]!.ref,
      );
};

/** For emergencies; a drill once a month at most. */
export const breakGlassRole: AccountMaker = (b, r, accountId) => {
  const p = r.pick(r.pick(b.org.teams).people);
  const a = b.actor({
    persona: 'break-glass',
    cls: 'person',
    name: r.pick(['BreakGlassAdmin', 'emergency-access', 'incident-responder']),
    accountId,
    region: b.org.regions[0]!,
    reach: 'account',
    people: [p],
  });
  if (!r.chance(0.6)) return;
  const t = b.org.start + r.int(2, b.org.days) * DAY + r.int(0, DAY);
  const list = r.some(secretsOfAccount(b.org, accountId), r.int(1, 15));
  const seat = b.seat(a, {
    address: p.address(r, t),
    userAgent: p.browser(t),
    session: p.email.split('@')[0]!,
    accessKeyId: `ASIA${r.upper(16)}`,
    by: 'arn',
  });
  b.out.list(seat, t, 60);
  list.forEach(({ ref, born }, i) => {
    if (born < t) b.out.get(seat, t + 30 + i * 40, ref);
  });
  b.note(a, t - 60, t + HOUR, 'drill or use of the break-glass role');
};

/** OrganizationAccountAccessRole and its kind: administrators come through it now and then. */
export const organisationAccess: AccountMaker = (b, r, accountId) => {
  const team = r.pick(b.org.teams);
  const a = b.actor({
    persona: 'org-access',
    cls: 'person',
    name: r.pick(['OrganizationAccountAccessRole', 'AWSControlTowerExecution', 'platform-admin']),
    accountId,
    region: b.org.regions[0]!,
    team,
    reach: 'account',
    people: team.people,
  });
  const all = secretsOfAccount(b.org, accountId);
  for (const t of randomTimes(r, 0.25, b.org.start, b.org.end, (x) =>
    new Date(x * 1000).getUTCDay() % 6 === 0 ? 0.05 : 1,
  )) {
    const p = r.pick(team.people);
    const seat = b.seat(a, {
      address: p.address(r, t),
      userAgent: p.cli(t),
      session: p.email.split('@')[0]!,
      accessKeyId: `ASIA${r.upper(16)}`,
      by: 'name',
    });
    if (r.chance(0.5)) b.out.list(seat, t, all.length);
    r.some(
      all,
      r.weighted([
        [1, 5],
        [3, 2],
        [6, 0.5],
      ]),
    ).forEach(({ ref, born }, i) => {
      if (born < t) b.out.get(seat, t + 20 + i * 35, ref);
    });
  }
};

/** A central deployer that reads secrets of other accounts by their ARNs. */
export const centralDeployer: AccountMaker = (b, r, accountId) => {
  const a = b.actor({
    persona: 'central-deployer',
    cls: 'ci',
    name: r.pick(['spinnaker-managing', 'argo-central', 'harness-delegate']),
    accountId,
    region: b.org.regions[0]!,
    reach: 'all',
  });
  const lists = Array.from({ length: r.int(2, 9) }, (): Service | undefined =>
    r.pick(r.pick(b.org.teams).services),
  )
    .filter((s) => s !== undefined)
    .map((s) => s.secrets);
  if (lists.length === 0) return;
  const agent = userAgents.java2(r, '');
  for (const t of randomTimes(r, r.log(8, 0.6), b.org.start, b.org.end, (x) =>
    new Date(x * 1000).getUTCDay() % 6 === 0 ? 0.1 : 1,
  )) {
    const seat = b.seat(a, {
      ...b.inVpc(r, a, 1),
      userAgent: agent,
      session: 'deployer',
      accessKeyId: accessKeyAt(a.principal.arn, Math.floor(t / HOUR)),
      by: 'arn',
    });
    r.zipf(lists).forEach(({ ref, born }, i) => {
      if (born < t) b.out.get(seat, t + i, ref);
    });
  }
};
