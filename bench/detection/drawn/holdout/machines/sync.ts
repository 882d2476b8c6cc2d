import type { Dice } from '../base/dice.js';
import type { Seat, Secret } from '../base/model.js';
import { DAY, HOUR, MINUTE } from '../base/time.js';
import type { World } from '../company/world.js';
import { commonOf } from './apps.js';

const MOST_A_DAY = 450;

/** An operator in a cluster that copies secrets into it, each by its own timer: External Secrets Operator and its like. */
export function addSyncOperator(world: World, dice: Dice): void {
  const { company, vault, clock, ledger, networks } = world;
  const stage = dice.weighted([
    ['prod' as const, 5],
    ['staging' as const, 2],
    ['dev' as const, 2],
    ['shared' as const, 1],
  ]);
  const account = world.accountFor(dice, stage);
  const region = company.regions[0]!;
  const team = dice.chance(0.4) ? dice.pick(company.teams) : null;
  const isIn = ({ is, owner }: Secret): boolean =>
    is.accountId === account.id && is.region === region && (team === null || owner === team);
  const share = dice.chance(0.4) ? 1 : dice.uniform(0.2, 0.8);
  const wanted = vault.at(company.start, isIn).filter(() => dice.chance(share));
  const secrets = (wanted.length > 0 ? wanted : commonOf(world, account, region)).slice(0, 140);
  const principal = world.registry.add(dice, {
    persona: 'cluster sync operator',
    nature: 'sync',
    account,
    region,
    team,
    reach: dice.chance(0.6) ? 'account' : 'team',
    granted: secrets,
    purpose: { app: team === null ? 'cluster' : `${team.name}-cluster`, stage, item: 'external-secrets' },
  });
  if (principal === null) return;
  const wish = dice.pick([5 * MINUTE, 15 * MINUTE, HOUR, HOUR, HOUR, 6 * HOUR, DAY]);
  const born = dice.chance(0.12) ? dice.uniform(company.start, company.end) : null;
  const begins = born ?? company.start;
  const period = Math.max(wish, (secrets.length * DAY) / MOST_A_DAY);
  const session = dice.chance(0.5) ? 'external-secrets-provider-aws' : dice.digits(19);
  const agent = `aws-sdk-go/1.${dice.between(44, 55)}.${dice.between(0, 300)} (go1.${dice.between(20, 23)}; linux; amd64) external-secrets`;
  const drawSeat = (time: number): Seat => ({
    principal,
    agent,
    session: /^\d/.test(session) ? dice.digits(19) : session,
    key: dice.accessKey('ASIA'),
    by: 'name',
    ...networks.inVpc(dice, account, region, 'cluster', time),
  });
  let seat = drawSeat(begins);
  let renewed = begins;
  const timer = (secret: Secret, time: number): void =>
    clock.at(time, (when) => {
      if (secret.gone !== null && when > secret.gone + 2 * DAY) return;
      if (when > renewed + HOUR) {
        seat = { ...seat, key: dice.accessKey('ASIA') };
        renewed = when;
      }
      ledger.read(seat, secret, when);
      timer(secret, when + period + dice.between(0, 4));
    });
  for (const secret of secrets)
    timer(secret, begins + (born === null ? dice.uniform(0, period) : dice.uniform(0, 120)));
  if (born !== null && secrets.length >= 10)
    world.mark(principal, born, born + HOUR, 'first run of a new operator over many secrets');
  // The pod moves to another node, and then reads everything.
  const move = (time: number): void =>
    clock.at(time + dice.exponential(9 * DAY), (when) => {
      seat = drawSeat(when);
      for (const secret of secrets) ledger.read(seat, secret, when + dice.uniform(0, 30));
      move(when);
    });
  move(begins);
  for (const { deployments } of world.apps)
    for (const deployment of deployments)
      deployment.onSecret.push((secret, time) => {
        if (!isIn(secret) || !dice.chance(share)) return;
        secrets.push(secret);
        principal.granted.add(secret);
        timer(secret, Math.max(begins, time) + dice.between(20, 4 * HOUR));
      });
}
