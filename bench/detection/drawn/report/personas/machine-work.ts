import { logNormal } from '../../../../../src/simulate/distributions.js';
import type { Random } from '../../../../../src/simulate/random.js';
import type { LabSecret } from '../../lab-scenario.js';
import type { KnownSecret } from '../catalogue.js';
import type { Choice } from '../compose-chooser.js';
import { composeProcess } from '../compose-process.js';
import { composeStyle } from '../compose-style.js';
import type { ProcessName } from '../dimensions.js';
import { DAY, HOUR } from '../draw.js';
import { drawFaults } from '../faults.js';
import type { Kind } from '../organisation.js';
import { callerOf, replicaOf, type Actor, type World } from '../world.js';

/** Most reads of one principal a day, on average. */
const MOST_PER_DAY = 900;
/** After this many reads a program stops: a guard for unlucky combinations. */
const MOST_READS = 40_000;

export interface Load {
  readonly process: ProcessName;
  /** Factor on the organisation's calls per day. */
  readonly volume: number;
  readonly kind: Kind;
}

/** Draws how much, when and how a program reads, and returns the doing of it. */
export function drawMachineWork(random: Random, world: World, choice: Choice, load: Load): Actor['work'] {
  const { organisation } = world;
  const drawn = logNormal(random, organisation.volume * load.volume, organisation.volumeSigma);
  const options = composeStyle(random, organisation.batchShare);
  const least = choice.size > 50 ? 0.15 : 0.3;
  const perDay = Math.max(least, Math.min(MOST_PER_DAY, drawn) / Math.max(1, choice.size));
  return (_world, actor) => {
    const { team } = actor;
    const near = world.incidents.filter(
      (one) => one.team === team.index || team.neighbours.includes(one.team),
    );
    const times = { incidents: near.map(({ time }) => time), patches: world.patches };
    const process = composeProcess(random, load.process, perDay, team, times);
    const faults = drawFaults(random, world, team);
    const episodes = process(random, actor.from, actor.to)
      .filter(({ time }) => time >= actor.from && time < actor.to)
      .sort((a, b) => a.time - b.time);
    let reads = 0;
    for (const { time, lane } of episodes) {
      if (reads > MOST_READS) break;
      const caller = callerOf(actor, time, lane);
      const named = choice.choose(random, time, lane).filter((known) => faults.stillNamed(known, time));
      const bySecret = atRegions(named, failoverRegion(world, actor, time));
      const error = (secret: LabSecret) => faults.errorOf(bySecret.get(secret)!, time);
      const after = world.recorder.read(random, caller, time, [...bySecret.keys()], { ...options, error });
      if (faults.refused !== null)
        world.recorder.call(caller, 'GetSecretValue', after, faults.refused.secret, {
          error: 'AccessDenied',
        });
      if (reads === 0) noteFirstFullRun(world, actor, load, time, after, named.length);
      reads += named.length;
    }
  };
}

function failoverRegion(world: World, { team }: Actor, time: number): string | null {
  const failover = world.failovers.find(
    (one) => one.team === team.index && time >= one.from && time < one.to,
  );
  return failover?.region ?? null;
}

function atRegions(named: readonly KnownSecret[], region: string | null): Map<LabSecret, KnownSecret> {
  return new Map(
    named.map((known) => [region === null ? known.secret : replicaOf(known.secret, region), known]),
  );
}

/** A job over everything that runs for the first time well within the period is worth a look once. */
function noteFirstFullRun(
  world: World,
  { principal }: Actor,
  { kind, process }: Load,
  from: number,
  to: number,
  size: number,
): void {
  const rare = process === 'month-end' || process === 'sparse';
  if (size < 100 || from < world.start + 3 * DAY || !(kind === 'whole-account' || rare)) return;
  const why = 'a job reads everything for the first time';
  world.notable.push({
    principal,
    from: Math.floor(from) - 1,
    to: Math.ceil(Math.min(to, from + 6 * HOUR)) + 1,
    why,
  });
}
