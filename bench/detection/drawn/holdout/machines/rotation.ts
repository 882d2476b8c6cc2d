import type { Dice } from '../base/dice.js';
import type { Seat, Secret } from '../base/model.js';
import { DAY } from '../base/time.js';
import { programAgent } from '../company/agents.js';
import type { World } from '../company/world.js';

/** A function that rotates some of an account's secrets; the schedule is the service's. */
export function addRotation(world: World, dice: Dice): void {
  const { company, vault, clock, ledger, networks } = world;
  const stage = dice.chance(0.7) ? 'prod' : 'staging';
  const account = world.accountFor(dice, stage);
  const team = dice.chance(0.5) ? dice.pick(company.teams) : null;
  const fitting = vault.at(
    company.start,
    ({ is, owner, isPrecious }) =>
      is.accountId === account.id && isPrecious && (team === null || owner === team),
  );
  const secrets = dice.sample(fitting, Math.round(dice.logNormal(5, 0.9)));
  const region = secrets[0]?.is.region ?? company.regions[0]!;
  const name = `SecretsManager-${dice.pick(['PostgreSQL', 'MySQL', 'Generic', 'MongoDB'])}-rotation-${dice.hex(6)}`;
  const principal = world.registry.add(dice, {
    persona: 'rotation function',
    nature: 'function',
    account,
    region,
    team,
    reach: dice.chance(0.5) ? 'own' : 'account',
    granted: secrets,
    purpose: { app: team?.name ?? 'db', stage, item: 'rotation' },
  });
  if (principal === null) return;
  const agent = programAgent(dice, 'AWS_Lambda_python3.11');
  const inVpc = dice.chance(0.7);
  const master = dice.chance(0.4) ? secrets[0] : undefined;
  const rotate = (secret: Secret, time: number): void =>
    clock.at(time, (when) => {
      const place = inVpc ? networks.inVpc(dice, account, region, 'main', when) : networks.cloud(dice);
      const seat: Seat = {
        principal,
        agent,
        session: name,
        key: dice.accessKey('ASIA'),
        by: 'arn',
        ...place,
      };
      ledger.call(seat, 'DescribeSecret', secret, when);
      ledger.read(seat, secret, when + 1);
      ledger.call(seat, 'PutSecretValue', secret, when + 2);
      ledger.call(seat, 'DescribeSecret', secret, when + 4);
      if (master !== undefined && master !== secret) ledger.read(seat, master, when + 5);
      ledger.read(seat, secret, when + 6);
      ledger.call(seat, 'DescribeSecret', secret, when + 9);
      ledger.read(seat, secret, when + 10);
      rotate(secret, when + company.culture.rotationDays * DAY + dice.between(0, 3600 * 8));
    });
  for (const secret of secrets)
    rotate(secret, company.start + dice.uniform(0, company.culture.rotationDays * DAY));
}
