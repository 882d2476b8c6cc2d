import type { Dice } from '../base/dice.js';
import type { Secret } from '../base/model.js';
import { DAY, HOUR, MINUTE } from '../base/time.js';
import type { Staff, World } from '../company/world.js';
import { someDeployment } from '../machines/lone.js';
import { somebody } from './somebody.js';

/** All secrets of the account that somebody's role reaches, in its region. */
function within(world: World, { role }: Staff, time: number): Secret[] {
  return world.vault.at(time, ({ is }) => is.accountId === role.accountId && is.region === role.region);
}

/** Secrets are copied to another account or region by a script on somebody's machine. */
export function migrateByHand(world: World, dice: Dice, time: number): void {
  const one = somebody(world, dice);
  if (one === null) return;
  const all = within(world, one, time);
  const moved = dice.sample(all, dice.between(15, 70));
  const target = world.random(
    dice,
    world.staff.filter(({ person, role }) => person === one.person && role.accountId !== one.role.accountId),
  );
  const done = one.work(time, moved, 'script');
  if (target !== null) {
    const seat = target.seat(done + MINUTE, 'cli');
    for (const [n, secret] of moved.entries()) {
      const copy = world.vault.copy(
        secret,
        { region: target.role.region, accountId: target.role.accountId },
        done,
      );
      world.ledger.call(seat, 'CreateSecret', copy, done + MINUTE + n * 2);
    }
  }
  mark(world, one, time, done, moved, 'secrets of many moved by hand');
}

/** Who reads what, and does it still work: somebody goes through an account. */
export function accessReview(world: World, dice: Dice, time: number): void {
  const one = somebody(world, dice);
  if (one === null) return;
  const all = within(world, one, time);
  const seat = one.seat(time, 'cli');
  world.ledger.list(seat, one.role.region, time);
  const seen = dice.sample(all, dice.between(20, 90));
  for (const [n, secret] of seen.entries()) world.ledger.call(seat, 'DescribeSecret', secret, time + 20 + n);
  const read = dice.chance(0.6) ? seen.filter(() => dice.chance(0.7)) : [];
  const done = one.work(time + 300, read, dice.chance(0.6) ? 'script' : 'hand');
  mark(world, one, time, done, read, 'review of an account');
}

/** The emergency role is tried, or needed. */
export function drill(world: World, dice: Dice, time: number): void {
  const one = world.random(
    dice,
    world.staff.filter(({ role }) => role.nature === 'emergency'),
  );
  if (one === null) return;
  const read = dice.sample(within(world, one, time), dice.between(2, 25));
  const done = one.work(time, read, 'hand');
  world.mark(one.role, time, done + 1, 'the emergency role in use');
}

/** A password was found in a chat: which secret holds it? */
export function leakSearch(world: World, dice: Dice, time: number): void {
  const one = somebody(world, dice);
  if (one === null) return;
  const read = dice.shuffled(within(world, one, time)).slice(0, 200);
  world.ledger.list(one.seat(time, 'cli'), one.role.region, time);
  mark(world, one, time, one.work(time + 5, read, 'script'), read, 'search for a leaked value');
}

/** After an incident at a supplier all is changed by hand. */
export function rotationCampaign(world: World, dice: Dice, time: number): void {
  const one = somebody(world, dice);
  if (one === null) return;
  const changed = dice.sample(within(world, one, time), dice.between(15, 60));
  const perDay = dice.between(8, 40);
  for (let at = 0, day = 0; at < changed.length; at += perDay, day++)
    world.clock.at(time + day * DAY, (from) => {
      const some = changed.slice(at, at + perDay);
      const done = one.work(from, some, 'hand');
      const seat = one.seat(from);
      for (const [n, secret] of some.entries())
        world.ledger.call(seat, 'PutSecretValue', secret, from + n * 100 + 60);
      mark(world, one, from, done, some, 'values changed by hand');
    });
}

/** A fault between many services: somebody reads the secrets of others for hours. */
export function debugWidely(world: World, dice: Dice, time: number): void {
  const one = somebody(world, dice);
  if (one === null) return;
  const read = dice.sample(within(world, one, time), dice.between(10, 40));
  const half = Math.ceil(read.length / 2);
  const noon = one.work(time, read.slice(0, half), 'hand');
  const done = one.work(noon + dice.uniform(0.1, 2) * HOUR, read.slice(half), dice.pick(['hand', 'script']));
  mark(world, one, time, done, read, 'debugging across services');
}

/** An app is tried in a second region. */
export function failoverTest(world: World, dice: Dice, time: number): void {
  const region = world.company.regions[1];
  const deployment = someDeployment(
    world,
    dice,
    ({ stage, ...one }) => stage === 'prod' && one.region !== region,
  );
  if (region === undefined || deployment === null) return;
  const one = somebody(world, dice, ({ role }) => role.accountId === deployment.account.id);
  if (one === null) return;
  const seat = one.seat(time, 'cli');
  const copies = deployment.secrets.map((secret, n) => {
    world.ledger.replicate(seat, secret, region, time + n * 3);
    return world.vault.copy(secret, { region, accountId: secret.is.accountId }, time + n * 3 + 1);
  });
  one.work(time + 2 * HOUR, copies, 'script');
}

function mark(
  world: World,
  one: Staff,
  from: number,
  to: number,
  read: readonly Secret[],
  why: string,
): void {
  const others = read.filter(({ owner }) => owner !== one.person.team);
  if (others.length >= 8) world.mark(one.role, from, to + MINUTE, why);
}
