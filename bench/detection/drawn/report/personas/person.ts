import type { Random } from '../../../../../src/simulate/random.js';
import { exponential, sample } from '../../../../../src/simulate/distributions.js';
import { drawAgent, type Software } from '../agents.js';
import { isAlive, type KnownSecret } from '../catalogue.js';
import { officeCalendar } from '../calendar.js';
import { fixedSet, preferential, type Chooser, type Field } from '../choosers.js';
import { DAY, HOUR, logUniform, uniform, weighted, type Weighted } from '../draw.js';
import type { Kind } from '../organisation.js';
import type { Caller } from '../recorder.js';
import { roamingOrigin } from '../roaming.js';
import type { Sessions } from '../sessions.js';
import { hawkes, incidentDriven, modulatedPoisson } from '../stochastic.js';
import { walk, type Team } from '../teams.js';
import { callerOf, type Actor, type World } from '../world.js';

export interface PersonSeat {
  readonly principal: number;
  readonly kind: Kind;
  readonly team: Team;
  readonly sessions: Sessions;
  readonly from: number;
  readonly to: number;
}

type Task = 'look' | 'debug' | 'edit' | 'browse' | 'script' | 'local-run' | 'create';

/** One person: own hours, networks, tools, cadence, curiosity and mix of tasks. */
export function drawPerson(random: Random, world: World, seat: PersonSeat): Actor {
  const { organisation } = world;
  const style = organisation.people;
  const zone = random.chance(0.75) ? seat.team.office.zone : random.pick(organisation.zones);
  const calendar = officeCalendar(random, zone);
  const console = random.chance(style.console);
  const software: Software = console
    ? 'browser'
    : weighted(random, [
        [5, 'cli'],
        [1, 'chamber'],
        [1, 'boto3'],
        [0.5, 'powershell'],
        [0.7, 'terraform'],
        [0.5, 'js-v3'],
      ]);
  const tasks: Weighted<Task> = [
    [4 * random.float(), 'look'],
    [2 * random.float(), 'debug'],
    [console ? 1.5 * random.float() : 0.3 * random.float(), 'edit'],
    [console ? random.float() : 0.05, 'browse'],
    [console ? 0 : random.float(), 'script'],
    [console ? 0.1 : 2 * random.float(), 'local-run'],
    [0.2 * random.float() + 0.02, 'create'],
  ];
  const eagerness = style.eagerness * logUniform(random, 0.1, 4);
  const onCall = random.chance(0.3);
  const branching = uniform(random, 0.2, 0.8);
  const decay = logUniform(random, 60, 2 * HOUR);
  const field: Field = {
    catalogue: world.catalogue,
    teams: world.teams,
    team: seat.team,
    start: world.start,
    wander: organisation.wander * logUniform(random, 0.4, 2.5),
  };
  return {
    ...seat,
    accountId: world.principals[seat.principal]!.accountId,
    random,
    origin: roamingOrigin(random, world.network, style),
    agent: drawAgent(random, software, world.start, logUniform(random, 10 * DAY, 90 * DAY)),
    work: (_world, actor) => {
      const before = fixedSet(random, field, random.between(2, 15), 0.2, []);
      const next = { ...field, team: walk(random, world.teams, seat.team, 0.7) };
      const after = fixedSet(random, next, random.between(2, 15), 0.2, []);
      // Some people change teams.
      const moves = random.chance(0.06) ? uniform(random, world.start, world.end) : Infinity;
      const usual: Chooser = (draw, time, lane) => (time < moves ? before : after)(draw, time, lane);
      const roams = preferential(
        field,
        logUniform(random, 2, 20),
        uniform(random, 0.1, 0.6),
        random.between(1, 4),
      );
      const rhythm = random.chance(0.7)
        ? hawkes(eagerness * 3, branching, decay, (time) => calendar.intensity(time))
        : modulatedPoisson(eagerness * 3, (time) => calendar.intensity(time));
      const episodes = rhythm(random, actor.from, actor.to);
      if (onCall) {
        const near = world.incidents.filter(
          ({ team }) => team === seat.team.index || seat.team.neighbours.includes(team),
        );
        episodes.push(
          ...incidentDriven(
            near.map(({ time }) => time),
            0.25,
            2,
            20 * 60,
          )(random, actor.from, actor.to),
        );
      }
      for (const { time } of episodes) {
        const caller = callerOf(actor, time, 0);
        doTask(random, world, caller, time, weighted(random, tasks), seat.team, usual, roams);
      }
    },
  };
}

function doTask(
  random: Random,
  world: World,
  caller: Caller,
  time: number,
  task: Task,
  team: Team,
  usual: Chooser,
  roams: Chooser,
): void {
  const { recorder, catalogue } = world;
  const known = usual(random, time, 0).filter((one) => isAlive(one, time));
  const think = exponential(random, 25) + 2;
  const gets = (list: readonly KnownSecret[], gap: number, style: 'gets' | 'describe-first' = 'gets') =>
    recorder.read(
      random,
      caller,
      time + think,
      list.map(({ secret }) => secret),
      { style, gap, error: () => (random.chance(0.02) ? 'AccessDenied' : null) },
    );
  switch (task) {
    case 'look':
      if (caller.userAgent.startsWith('Mozilla')) recorder.call(caller, 'ListSecrets', time, null);
      gets(sample(random, known, 1), 20, 'describe-first');
      return;
    case 'debug':
      gets(roams(random, time, 0), uniform(random, 5, 120), random.chance(0.4) ? 'describe-first' : 'gets');
      return;
    case 'edit': {
      const one = sample(random, known, 1);
      recorder.call(caller, 'ListSecrets', time, null);
      const after = gets(one, 40, 'describe-first');
      for (const { secret } of one)
        recorder.call(caller, random.chance(0.7) ? 'PutSecretValue' : 'UpdateSecret', after, secret);
      return;
    }
    case 'browse': {
      let now = time;
      for (let page = random.between(1, 5); page > 0; page--)
        recorder.call(caller, 'ListSecrets', (now += uniform(random, 2, 20)), null);
      const list = catalogue.team(team.index).filter((one) => isAlive(one, time));
      for (const { secret } of sample(random, list, random.between(0, 6)))
        recorder.call(caller, 'DescribeSecret', (now += uniform(random, 3, 40)), secret);
      return;
    }
    case 'script':
      gets(sample(random, known, random.between(2, 12)), uniform(random, 0.2, 3));
      return;
    case 'local-run':
      gets(known.slice(0, random.between(1, 8)), uniform(random, 0.05, 1));
      return;
    case 'create': {
      const one = catalogue.add(random, team, world.organisation.company, {
        created: time,
        wanted: time + 600,
      });
      recorder.call(caller, 'CreateSecret', time, one.secret);
      if (random.chance(0.5))
        recorder.call(caller, 'GetSecretValue', time + uniform(random, 5, 900), one.secret);
    }
  }
}
