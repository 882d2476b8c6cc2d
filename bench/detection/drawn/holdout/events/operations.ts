import type { Dice } from '../base/dice.js';
import { DAY, HOUR, MINUTE } from '../base/time.js';
import type { World } from '../company/world.js';
import { someDeployment } from '../machines/lone.js';
import { somebody } from './somebody.js';

/** Something is broken: the person on call looks at its secrets, perhaps at a neighbour's, and deploys again. */
export function incident(world: World, dice: Dice, time: number): void {
  const deployment = someDeployment(world, dice, ({ stage }) => stage === 'prod');
  if (deployment === null) return;
  const { account, team, secrets } = deployment;
  const isHere = dice.chance(0.7);
  const one =
    somebody(
      world,
      dice,
      ({ person, role }) => role.accountId === account.id && (!isHere || person.team === team),
    ) ?? somebody(world, dice, ({ role }) => role.accountId === account.id);
  const when = dice.chance(0.3) ? time + dice.uniform(3, 12) * HOUR : time;
  if (one !== null) {
    const neighbour = dice.chance(0.3)
      ? someDeployment(world, dice, (other) => other.account === account)
      : null;
    const seen = [...dice.sample(secrets, dice.between(1, 6)), ...dice.sample(neighbour?.secrets ?? [], 2)];
    world.clock.at(when, (now) => one.work(now, seen, 'hand'));
  }
  for (let i = dice.between(1, 3); i > 0; i--)
    world.clock.at(when + dice.uniform(0.3, 3) * HOUR, (now) =>
      deployment.onDeploy.forEach((tell) => tell(now)),
    );
}

/** A service that dies soon after each start. */
export function crashLoop(world: World, dice: Dice, time: number): void {
  const deployment = someDeployment(world, dice);
  if (deployment === null) return;
  const until = time + dice.logNormal(1, 0.8) * HOUR;
  let wait = MINUTE;
  for (let when = time; when < until; when += wait) {
    world.clock.at(when, (now) => deployment.onDeploy.slice(0, 1).forEach((tell) => tell(now)));
    wait = Math.min(wait * 1.6, 6 * MINUTE);
  }
}

/** All services of an account start again. */
export function zoneOutage(world: World, dice: Dice, time: number): void {
  const account = dice.pick(world.company.accounts);
  for (const { deployments } of world.apps)
    for (const deployment of deployments)
      if (deployment.account === account)
        world.clock.at(time + dice.uniform(0, HOUR), (now) =>
          deployment.onDeploy.forEach((tell) => tell(now)),
        );
}

/** Old secrets are deleted, one of them perhaps too early. */
export function cleanUp(world: World, dice: Dice, time: number): void {
  const one = somebody(world, dice);
  if (one === null) return;
  const { person, role } = one;
  const old = world.vault.at(
    time,
    ({ owner, is }) => owner === person.team && is.accountId === role.accountId,
  );
  const seat = one.seat(time);
  world.ledger.list(seat, role.region, time - MINUTE);
  for (const [n, secret] of dice.sample(old, dice.between(1, 3)).entries()) {
    const when = time + n * 40;
    world.ledger.call(seat, 'DescribeSecret', secret, when);
    world.ledger.call(seat, 'DeleteSecret', secret, when + 15);
    secret.gone = when + 15;
    if (!dice.chance(0.3)) continue;
    const back = when + dice.uniform(1, 30) * HOUR;
    world.clock.at(back, (now) => {
      secret.gone = null;
      world.ledger.call(one.seat(now), 'RestoreSecret', secret, now);
    });
  }
}

/** An app goes to another team: its people begin to read its secrets, and go on. */
export function reorganise(world: World, dice: Dice, time: number): void {
  const app = world.random(dice, world.apps);
  if (app === null) return;
  const heir = dice.pick(world.company.teams);
  const secrets = app.deployments.flatMap((one) => one.secrets).filter(({ owner }) => owner === app.team);
  for (const secret of secrets) secret.owner = heir;
  const members = world.staff.filter(({ person, role }) => person.team === heir && role.nature === 'person');
  for (const one of dice.sample(members, 3))
    for (let i = 0; i < 3; i++) {
      const own = dice.sample(
        secrets.filter(({ is }) => is.accountId === one.role.accountId),
        dice.between(2, 8),
      );
      world.clock.at(time + i * 2 * DAY + dice.uniform(0, 6) * HOUR, (now) => one.work(now, own, 'hand'));
    }
}

/** A service is given a secret that was there already, its own team's, the platform's or another's. */
export function wireUp(world: World, dice: Dice, time: number): void {
  const deployment = someDeployment(world, dice);
  if (deployment === null) return;
  const { account, region, team, secrets, onSecret, onDeploy } = deployment;
  const wide = dice.chance(0.4);
  const fitting = world.vault.at(
    time,
    (one) =>
      one.is.accountId === account.id &&
      one.is.region === region &&
      (wide || one.owner === null || one.owner === team) &&
      !secrets.includes(one),
  );
  const secret = world.random(dice, fitting);
  if (secret === null) return;
  secrets.push(secret);
  for (const note of onSecret) note(secret, time);
  world.clock.at(time + dice.between(1, 60) * MINUTE, (now) => onDeploy.forEach((tell) => tell(now)));
}

/** Somebody looks into a host. */
export function openShell(world: World, dice: Dice, time: number): void {
  const deployment = someDeployment(world, dice, ({ onShell }) => onShell.length > 0);
  if (deployment !== null) for (const note of deployment.onShell.slice(0, 1)) note(time);
}

/** A developer runs a program at the desk under the role that it has in the cloud. */
export function borrowRole(world: World, dice: Dice, time: number): void {
  const roles = world.registry.principals.filter(
    ({ nature, granted, team }) =>
      ['host', 'function', 'job', 'ci'].includes(nature) && granted.size > 0 && team !== null,
  );
  const role = world.random(dice, roles);
  const one = role === null ? null : somebody(world, dice, ({ person }) => person.team === role.team);
  if (role === null || one === null) return;
  const own = one.seat(time, dice.pick(['program', 'cli']));
  const session = dice.chance(0.5) ? one.person.name : `botocore-session-${dice.digits(10)}`;
  const seat = { ...own, principal: role, session, key: dice.accessKey('ASIA') };
  const secrets = dice.sample(
    [...role.granted].filter(({ made }) => made <= time),
    dice.between(1, 8),
  );
  for (let turn = dice.between(1, 3), when = time; turn > 0; turn--, when += dice.exponential(HOUR))
    for (const secret of secrets) world.ledger.read(seat, secret, (when += dice.exponential(1)));
}
