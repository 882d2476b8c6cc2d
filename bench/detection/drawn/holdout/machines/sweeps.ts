import type { Dice } from '../base/dice.js';
import type { Principal } from '../base/model.js';
import { DAY } from '../base/time.js';
import { programAgent } from '../company/agents.js';
import type { World } from '../company/world.js';
import { addJob, type JobPlan } from './jobs.js';

/** Something of the company's own that reads whole accounts: export to another region, scan for weak passwords. */
export function addSweeper(world: World, dice: Dice): void {
  const account = dice.pick(world.company.accounts);
  const region = world.company.regions[0]!;
  const late = dice.chance(0.4) ? dice.uniform(world.company.start, world.company.end) : null;
  const principal = world.registry.add(dice, {
    persona: 'whole-account sweep',
    nature: 'job',
    account,
    region,
    team: null,
    reach: 'account',
    purpose: {
      app: dice.pick(['dr-export', 'secret-audit', 'inventory', 'backup', 'vault-mirror']),
      stage: 'shared',
      item: 'runner',
    },
  });
  if (principal === null) return;
  const name = `sweep-${dice.hex(5)}`;
  const plan: JobPlan = {
    principal,
    rhythm: dice.weighted([
      ['daily', 3],
      ['weekly', 4],
      ['month-end', 2],
    ]),
    site: world.company.sites[0]!,
    from: late,
    secrets: (time) =>
      world.vault.at(time, ({ is }) => is.accountId === account.id && is.region === region).slice(0, 250),
    how: dice.weighted([
      ['get', 3],
      ['describe and get', 3],
      ['batch', 2],
    ]),
    lists: dice.chance(0.8),
    pace: dice.logNormal(0.6, 0.6),
    agent: programAgent(dice, 'AWS_Lambda_python3.12'),
    by: 'arn',
    session: () => name,
    key: () => null,
    place: (own) => world.networks.cloud(own),
    fickle: 0.1,
    onRun: markFirst(world, principal, late, 20),
  };
  addJob(world, dice, plan);
}

export function markFirst(
  world: World,
  principal: Principal,
  late: number | null,
  size: number,
): (time: number, run: number) => void {
  return (time, run) => {
    if (run === 0 && late !== null && size >= 8)
      world.mark(principal, time, time + DAY / 2, 'first run of a newcomer over many secrets');
  };
}

/** A service's own role that looks at what there is, and reads nothing. */
export function addWatcher(world: World, dice: Dice): void {
  const [service, role] = dice.pick([
    ['config', 'AWSServiceRoleForConfig'],
    ['securityhub', 'AWSServiceRoleForSecurityHub'],
    ['access-analyzer', 'AWSServiceRoleForAccessAnalyzer'],
    ['backup', 'AWSServiceRoleForBackup'],
  ] as const);
  const account = dice.pick(world.company.accounts);
  const region = world.company.regions[0]!;
  const principal = world.registry.add(dice, {
    persona: 'service-linked role',
    nature: 'service',
    account,
    region,
    team: null,
    reach: 'account',
    name: role,
    path: `aws-service-role/${service}.amazonaws.com/`,
  });
  if (principal === null) return;
  addJob(world, dice, {
    principal,
    rhythm: dice.pick(['daily', 'weekly']),
    site: world.company.sites[0]!,
    from: null,
    secrets: (time) =>
      world.vault.at(time, ({ is }) => is.accountId === account.id && is.region === region).slice(0, 100),
    how: 'describe',
    lists: true,
    pace: 0.5,
    agent: `${service}.amazonaws.com`,
    by: 'arn',
    session: () => role.replace('AWSServiceRoleFor', '').slice(0, 30),
    key: () => null,
    place: () => ({ address: `${service}.amazonaws.com`, vpce: null }),
    fickle: 0,
  });
}
