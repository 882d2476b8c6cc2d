import type { LabSecret } from '../../lab-scenario.js';
import type { Dice } from '../base/dice.js';
import { groupBy } from '../base/group.js';
import type { Ledger } from '../base/ledger.js';
import type { Seat, Secret } from '../base/model.js';
import { DAY, HOUR, isWorkday, localDay, timeOf } from '../base/time.js';
import type { Api, Pace } from './shape.js';
import type { Victim } from './victims.js';

export interface Raid {
  readonly id: string;
  readonly seats: (time: number) => Seat;
  readonly secrets: readonly Secret[];
  readonly time: number;
  readonly end: number;
  readonly victim: Victim;
  readonly pace: Pace;
  readonly api: Api;
  readonly guesses: number;
}

const GUESSES = [
  'prod/db',
  'prod/database',
  'admin',
  'root',
  'master',
  'production/mysql',
  'api-keys',
  'stripe',
  'aws',
  'jwt',
  'prod/redis',
  'github',
  'vpn',
  'ssh-key',
  'backup',
];

/** The calls of one visit. */
export function steal(dice: Dice, ledger: Ledger, raid: Raid): void {
  const { id, seats, secrets, api, guesses, pace } = raid;
  let { time } = raid;
  const regions = [...new Set(secrets.map(({ is }) => is.region))];
  if (api === 'list' || api === 'pages' || api === 'describe') {
    const pages = Math.ceil(secrets.length / (api === 'pages' ? 10 : 100));
    for (const region of regions)
      for (let page = 0; page < pages; page++)
        ledger.list(seats(time), region, (time += dice.uniform(0.3, 3)), id);
  }
  for (let n = 0; n < guesses; n++) {
    time += dice.exponential(2);
    ledger.refused(
      { ...seats(time), by: 'name' },
      guess(dice, raid, n),
      time,
      'ResourceNotFoundException',
      id,
    );
  }
  if (api === 'filter' && secrets.length > 0) {
    const filters = dice.pick([
      [{ key: 'tag-key', values: ['!tagKeyThatWillNeverExist'] }],
      [{ key: 'name', values: ['!zzzz'] }],
      [{ key: 'all', values: ['prod', 'key', 'db', 'api'] }],
    ]);
    ledger.filtered(seats(time), filters, secrets, time + 1, id);
    return;
  }
  if (api === 'batch') {
    for (const own of groupBy(secrets, ({ is }) => is.region).values()) {
      for (let at = 0; at < own.length; at += 20) {
        ledger.batch(seats(time), own.slice(at, at + 20), time, id);
        time += pace === 'burst' ? 1 : dice.exponential(120);
      }
    }
    return;
  }
  if (pace === 'beside') {
    stealBeside(dice, ledger, raid);
    return;
  }
  const times = timesOf(dice, raid, time);
  for (const [n, secret] of secrets.entries()) {
    const when = times[n];
    if (when === undefined) break;
    const seat = seats(when);
    if (api === 'describe') ledger.call(seat, 'DescribeSecret', secret, when, id);
    ledger.read(seat, secret, when + (api === 'describe' ? dice.between(2, 20) : 0), id);
  }
}

/** On the victim's own host, whenever it reads itself. */
function stealBeside(dice: Dice, ledger: Ledger, { id, seats, secrets, time, victim }: Raid): void {
  const after = dice.sample(
    victim.calls.filter((call) => call.time >= time),
    secrets.length,
  );
  for (const [n, call] of after.entries()) {
    const { session, accessKeyId: key, address, userAgent: agent, vpcEndpointId: vpce } = call;
    const when = call.time + dice.between(1, 40);
    ledger.read({ ...seats(when), session, key, address, agent, vpce }, secrets[n]!, when, id);
  }
}

function timesOf(dice: Dice, { pace, secrets, victim, end }: Raid, start: number): number[] {
  const { site } = victim;
  if (pace === 'drip') {
    const times: number[] = [];
    for (let day = localDay(start, site), n = 0; n < 20 && times.length < secrets.length; day++, n++) {
      if (!isWorkday(day, site) && dice.chance(0.8)) continue;
      for (let i = dice.between(1, 4); i > 0; i--) times.push(timeOf(day, dice.uniform(9, 18), site));
    }
    return times.filter((time) => time >= start && time < end).sort((a, b) => a - b);
  }
  let time = start;
  return secrets
    .map(() => {
      time += gap(dice, pace);
      return Math.min(time, end - 1);
    })
    .filter((when) => when < start + 14 * DAY);
}

function gap(dice: Dice, pace: Pace): number {
  switch (pace) {
    case 'burst':
      return dice.uniform(0, 0.4);
    case 'hand':
      return 15 + dice.exponential(100);
    case 'slow':
      return HOUR * dice.uniform(0.4, 1.5);
    default:
      return dice.exponential(1.5);
  }
}

function guess(dice: Dice, { victim }: Raid, n: number): LabSecret {
  const { accountId, region } = victim.principal;
  const name = GUESSES[n % GUESSES.length]! + (n < GUESSES.length ? '' : `-${n}`);
  return { name, accountId, region, suffix: dice.alphanumeric(6) };
}
