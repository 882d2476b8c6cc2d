import { sample } from '../../../../../src/simulate/distributions.js';
import { DAY, HOUR, logUniform, uniform } from '../draw.js';
import { isAlive } from '../catalogue.js';
import { walk } from '../teams.js';
import type { Kind } from '../organisation.js';
import type { Shape } from './shape.js';
import type { Scene } from './scene.js';

/** Thefts from the victim's own place, hidden in what usually goes on there. */
export const INSIDE_SHAPES: readonly Shape[] = [
  { name: 'shell on a host', weight: 2, run: hostShell },
  { name: 'leaver', weight: 1.2, run: leaver },
  { name: 'warm-up that grows', weight: 1.2, run: warmUp },
  { name: 'incident as a cloak', weight: 1.2, run: incidentCloak },
  { name: 'tenant walk', weight: 1.2, run: tenantWalk },
  { name: 'crawl along the teams', weight: 1.2, run: teamCrawl },
  { name: 'rides on own reads', weight: 1, run: ownReads },
  { name: 'between the ticks', weight: 1, run: betweenTicks },
  { name: 'night shift of a rare role', weight: 1.2, run: rareRole },
  { name: 'few of the neighbours', weight: 1.2, run: neighbours },
];

/** Kinds that read one secret or another on demand, not all of them on schedule. */
const WALKED: ReadonlySet<Kind> = new Set<Kind>([
  'service',
  'function',
  'batch',
  'broker',
  'blue-green',
  'notebook',
]);

function isMachine(kind: string): boolean {
  return kind !== 'workforce' && kind !== 'key-user' && kind !== 'break-glass';
}

/** Somebody runs commands on the victim's host: others' secrets with the host's address and key, often another tool. */
function hostShell(scene: Scene): void {
  const { random, begin } = scene;
  const victim = scene.victim(({ kind }) => isMachine(kind));
  const secrets = scene.others(victim, begin, Math.round(logUniform(random, 6, 200)));
  const agent = random.chance(0.6) ? scene.tool() : null;
  const first = scene.inside(victim, begin);
  const from = random.chance(0.4)
    ? scene.reconnoitre({ ...first, userAgent: agent ?? first.userAgent }, begin, [])
    : begin;
  const times = scene.times(secrets.length, from, logUniform(random, 0.5, HOUR));
  const granted = random.chance(0.5) ? 1 : random.float();
  scene.take(
    secrets,
    times,
    (time) => {
      const caller = { ...scene.inside(victim, time), credential: scene.credential(victim, time, false) };
      return agent === null ? caller : { ...caller, userAgent: agent };
    },
    () => (random.chance(granted) ? null : 'AccessDenied'),
  );
}

/** A person in a shared permission set takes what may be of use later, in ordinary hours, with the usual tools. */
function leaver(scene: Scene): void {
  const { random, begin } = scene;
  const victim = scene.victim(({ kind }) => kind === 'workforce');
  const secrets = scene.others(victim, begin, Math.round(logUniform(random, 8, 140)));
  const times = scene.times(secrets.length, begin, scene.span(6) / secrets.length / 4, (time) =>
    random.chance(victim.team.office.intensity(time)),
  );
  scene.take(secrets, times, (time) => scene.inside(victim, time));
}

/** One secret on the first day, then more each day, as if the work grew. */
function warmUp(scene: Scene): void {
  const { random, begin } = scene;
  const victim = scene.victim(({ kind }) => isMachine(kind));
  const days = Math.floor(scene.span(12) / DAY);
  const growth = uniform(random, 1.15, 1.8);
  const secrets = scene.others(victim, begin, 250);
  let next = 0;
  for (let day = 0; day < days; day++) {
    const count = Math.min(40, Math.round(Math.pow(growth, day)));
    const times = scene.times(count, begin + day * DAY, HOUR / 2);
    scene.take(secrets.slice(next, next + count), times, (time) => scene.inside(victim, time));
    next += count;
  }
}

/** During an incident everybody reads; the thief reads too, from the on-call person's session. */
function incidentCloak(scene: Scene): void {
  const { random, world, begin } = scene;
  const incident = world.incidents.find(({ time }) => time > begin && time < world.end - HOUR);
  const from = incident === undefined ? begin : incident.time + uniform(random, 300, 3600);
  const victim = scene.victim(
    ({ kind, team }) =>
      kind === 'workforce' &&
      (incident === undefined || team.index === incident.team || team.neighbours.includes(incident.team)),
  );
  const secrets = scene.others(victim, from, random.between(6, 60));
  scene.take(secrets, scene.times(secrets.length, from, uniform(random, 5, 90)), (time) =>
    scene.inside(victim, time),
  );
}

/** A service that reads any tenant's secret when that tenant calls is made to read all of them, one after the other. */
function tenantWalk(scene: Scene): void {
  const { random, begin, usage, world } = scene;
  const victim = scene.victim(
    ({ kind, principal }) => WALKED.has(kind) && (usage.firstReads.get(principal)?.size ?? 0) >= 25,
  );
  const team = world.catalogue.team(victim.team.index).filter((known) => isAlive(known, begin));
  const names = team.map(({ secret }) => secret).sort((a, b) => (a.name < b.name ? -1 : 1));
  const secrets = names.length >= 10 ? names : scene.others(victim, begin, 80);
  scene.take(secrets, scene.times(secrets.length, begin, logUniform(random, 0.2, 1200)), (time) => ({
    ...scene.inside(victim, time),
    credential: scene.credential(victim, time, false),
  }));
}

/** From team to team along the graph, a few secrets in each, as they lead to each other. */
function teamCrawl(scene: Scene): void {
  const { random, begin, world } = scene;
  const victim = scene.victim();
  const caller = (time: number) => scene.inside(victim, time);
  let team = victim.team;
  let now = begin;
  for (let hop = random.between(4, 14); hop > 0; hop--) {
    team = walk(random, world.teams, team, 0.9);
    const list = world.catalogue.team(team.index).filter((known) => isAlive(known, now));
    const secrets = sample(random, list, random.between(1, 5)).map(({ secret }) => secret);
    const times = scene.times(secrets.length, now, uniform(random, 10, 600));
    scene.take(secrets, times, caller);
    now = (times.at(-1) ?? now) + logUniform(random, 600, 1.5 * DAY);
  }
}

/** Copies the memory of the program while it reads: one more read of its own secrets, as at a restart. */
function ownReads(scene: Scene): void {
  const { random, begin } = scene;
  const victim = scene.victim(({ kind }) => isMachine(kind));
  const secrets = scene.own(victim, random.between(2, 25));
  scene.take(secrets, scene.times(secrets.length, begin, uniform(random, 0.2, 4)), (time) => ({
    ...scene.inside(victim, time),
    credential: scene.credential(victim, time, false),
  }));
}

/** One of others' secrets shortly after each regular run of a job. */
function betweenTicks(scene: Scene): void {
  const { random, begin, usage, world } = scene;
  const victim = scene.victim(
    ({ kind, principal }) => isMachine(kind) && (usage.calls.get(principal)?.length ?? 0) > 100,
  );
  const runs = (usage.calls.get(victim.principal) ?? []).filter(
    ({ time }) => time >= begin && time < world.end,
  );
  const every = Math.max(1, Math.floor(runs.length / random.between(8, 60)));
  const chosen = runs.filter((_run, i) => i % every === 0).slice(0, 60);
  const secrets = scene.others(victim, begin, chosen.length);
  for (const [i, run] of chosen.entries()) {
    const secret = secrets[i];
    if (secret === undefined) return;
    const caller = {
      ...scene.inside(victim, run.time),
      credential: run,
      place: run,
      userAgent: run.userAgent,
    };
    scene.recorder.call(caller, 'GetSecretValue', run.time + random.between(0, 3), secret);
  }
}

/** A role that hardly ever works, or never did, at night: everything that it may read. */
function rareRole(scene: Scene): void {
  const { random, begin, world } = scene;
  const rare = world.actors.filter(({ kind }) => kind === 'dormant' || kind === 'break-glass');
  const victim = rare.length > 0 ? random.pick(rare) : scene.victim();
  const night = victim.team.office.at(begin, random.between(0, 4));
  const from = night < world.start ? begin : night;
  const secrets = random.chance(0.6)
    ? scene.others(victim, from, random.between(8, 300))
    : scene.everything(victim, from);
  scene.take(secrets, scene.times(secrets.length, from, logUniform(random, 0.3, 60)), (time) =>
    scene.inside(victim, time),
  );
}

/** Two to six secrets of the teams next door, as colleagues do now and then. */
function neighbours(scene: Scene): void {
  const { random, begin } = scene;
  const victim = scene.victim(({ kind }) => kind === 'workforce');
  const near = new Set(victim.team.neighbours);
  const secrets = scene.others(victim, begin, random.between(2, 6), ({ team }) => near.has(team));
  scene.take(secrets, scene.times(secrets.length, begin, uniform(random, 20, 900)), (time) =>
    scene.inside(victim, time),
  );
}
