import type { Dice } from '../base/dice.js';
import type { Place, Seat, Secret } from '../base/model.js';
import { DAY, isWorkday, localDay, timeOf } from '../base/time.js';
import { terraformAgent } from '../company/agents.js';
import type { World } from '../company/world.js';
import { drawScope } from '../machines/lone.js';

/** Infrastructure as code: every plan refreshes, and so reads, all secrets of a stack. */
export function addStack(world: World, dice: Dice): void {
  const { company, networks, ledger, clock } = world;
  const team = dice.chance(0.6) ? dice.pick(company.teams) : null;
  const account = dice.pick(company.accounts);
  const size = Math.min(150, Math.max(1, Math.round(dice.logNormal(8, 1))));
  const stack = [...drawScope(world, dice, account, team, size)];
  const [region] = [stack[0]!.is.region];
  const principal = world.registry.add(dice, {
    persona: 'infrastructure as code',
    nature: 'terraform',
    account,
    region,
    team,
    reach: dice.chance(0.8) ? 'account' : 'team',
    granted: stack,
    purpose: { app: team?.name ?? 'infra', stage: stack[0]!.stage, item: 'terraform' },
  });
  if (principal === null) return;
  const isOwnRunner = dice.chance(company.culture.ownRunners);
  const place = (time: number): Place => {
    if (isOwnRunner)
      return networks.inVpc(dice, world.accountFor(dice, 'shared'), company.regions[0]!, 'runners', time);
    return networks.hostedRunner(dice);
  };
  const agent = terraformAgent(dice);
  const stable = dice.pick(['terraform', 'atlantis', 'GitHubActions', 'aws-go-sdk', 'tfc']);
  const seatOf = (): Seat => ({
    principal,
    agent,
    session:
      stable === 'aws-go-sdk'
        ? `aws-go-sdk-${dice.digits(19)}`
        : stable === 'tfc'
          ? `terraform-run-${dice.alphanumeric(16)}`
          : stable,
    key: dice.accessKey('ASIA'),
    by: 'arn',
    ...place(clock.now),
  });
  world.makers.set(principal, seatOf);
  const readsValues = dice.uniform(0.3, 1);
  const watched = new Set<Secret>(stack.filter(() => dice.chance(readsValues)));
  const plan = (time: number): void => {
    const seat = seatOf();
    for (const secret of stack) {
      if (secret.gone !== null && secret.gone < time) continue;
      const when = time + dice.uniform(0, 8);
      ledger.call(seat, 'DescribeSecret', secret, when);
      if (watched.has(secret)) ledger.read(seat, secret, when + 1);
    }
  };
  const perDay = Math.min(4, (dice.logNormal(0.5, 0.9) * 12) / Math.max(12, size));
  const drift = dice.chance(0.3) ? dice.uniform(0, 24) : null;
  const site = team?.site ?? company.sites[0]!;
  for (let day = localDay(company.start, site); day <= localDay(company.end, site); day++) {
    if (drift !== null) clock.at(timeOf(day, drift, site) + dice.between(0, 300), plan);
    if (!isWorkday(day, site)) continue;
    for (let i = dice.poisson(perDay); i > 0; i--) {
      const time = timeOf(day, dice.uniform(8.5, 18.5), site);
      clock.at(time, plan);
      if (dice.chance(0.5)) clock.at(time + dice.between(300, DAY / 4), plan);
    }
  }
  for (const { deployments } of world.apps)
    for (const deployment of deployments)
      if (deployment.account === account && (team === null || deployment.team === team))
        deployment.onSecret.push((secret) => {
          if (!dice.chance(team === null ? 0.2 : 0.7)) return;
          stack.push(secret);
          watched.add(secret);
          principal.granted.add(secret);
        });
}
