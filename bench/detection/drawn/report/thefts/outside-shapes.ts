import type { Place } from '../origins.js';
import { accessKey, DAY, HOUR, logUniform, uniform } from '../draw.js';
import { BATCH } from '../recorder.js';
import { publicAddress } from '../addresses.js';
import { addressIn, network24 } from '../addresses.js';
import type { Shape } from './shape.js';
import type { PlaceKind, Scene } from './scene.js';

/** Thefts with credentials that are used somewhere else than by their principal. */
export const OUTSIDE_SHAPES: readonly Shape[] = [
  { name: 'everything at once', weight: 2, run: everythingAtOnce },
  { name: 'filter sweep', weight: 1.5, run: filterSweep },
  { name: 'replay of own secrets', weight: 2, run: replay },
  { name: 'residential drip', weight: 1.5, run: drip },
  { name: 'leaked user key', weight: 1.5, run: leakedKey },
  { name: 'proxy for each call', weight: 1.2, run: rotatingProxies },
  { name: 'long look, short take', weight: 1.2, run: longLook },
  { name: 'guessed names', weight: 1, run: guessedNames },
  { name: 'copied environment', weight: 1, run: copiedEnvironment },
  { name: 'pipeline token', weight: 1.5, run: pipelineToken },
];

/** Lists all secrets and reads everything, or as much as it can in some minutes. */
function everythingAtOnce(scene: Scene): void {
  const { random, begin, recorder } = scene;
  const victim = scene.victim();
  const place = scene.place(
    random.pick<Exclude<PlaceKind, 'host'>>(['hosting', 'residential', 'own-endpoint', 'own-cloud']),
  );
  const caller = scene.outside(
    victim,
    begin,
    place,
    random.chance(0.25) ? victim.agent.at(begin) : scene.tool(),
    random.chance(0.4),
  );
  const from = random.chance(0.7) ? scene.reconnoitre(caller, begin, []) : begin;
  const secrets = scene.everything(victim, begin).slice(0, Math.round(logUniform(random, 15, 600)));
  const reach = random.chance(0.6) ? 1 : uniform(random, 0.1, 0.9);
  recorder.read(random, caller, from, secrets, {
    style: random.chance(0.2) ? 'batch-list' : 'gets',
    gap: logUniform(random, 0.05, 15),
    error: () => (random.chance(reach) ? null : 'AccessDenied'),
  });
}

/** Pages through BatchGetSecretValue with a filter that matches all or most; records of the values exist or not. */
function filterSweep(scene: Scene): void {
  const { random, begin, recorder, world } = scene;
  const victim = scene.victim();
  const kind = random.pick<PlaceKind>(['hosting', 'own-endpoint', 'host', 'own-cloud']);
  const caller =
    kind === 'host'
      ? scene.inside(victim, begin)
      : scene.outside(victim, begin, scene.place(kind), scene.tool());
  const secrets = scene.everything(victim, begin).filter(({ region }) => region === victim.team.region);
  const filters = random.pick([
    [{ key: 'tag-key', values: ['!x'] }],
    [{ key: 'name', values: ['!zzz'] }],
    [{ key: 'all', values: [random.pick(['prod', 'db', 'key', 'a'])] }],
    [
      { key: 'tag-value', values: ['!none'] },
      { key: 'primary-region', values: [victim.team.region] },
    ],
  ]);
  const quiet = random.chance(0.3) || !world.organisation.batchChildren;
  const gap = logUniform(random, 0.5, 2 * HOUR);
  const maxResults = random.pick([null, BATCH, 5]);
  for (
    let page = 0, now = begin;
    page * BATCH < secrets.length && page < 40;
    page++, now += gap * (0.5 + random.float())
  ) {
    recorder.call(caller, 'BatchGetSecretValue', now, null, {
      batch: { filters, maxResults },
      region: victim.team.region,
    });
    if (quiet) continue;
    for (const secret of secrets.slice(page * BATCH, (page + 1) * BATCH))
      recorder.call(caller, 'GetSecretValue', now, secret, { by: 'arn' });
  }
}

/** The victim's own secrets, read again at the thief's place: as often as the victim does, or once. */
function replay(scene: Scene): void {
  const { random, begin, usage } = scene;
  const victim = scene.victim(({ principal }) => (usage.firstReads.get(principal)?.size ?? 0) >= 2);
  const place = scene.place(
    random.pick<Exclude<PlaceKind, 'host'>>([
      'hosting',
      'residential',
      'own-endpoint',
      'own-cloud',
      'other-host',
    ]),
  );
  const agent = random.chance(0.5) ? victim.agent.at(begin) : scene.tool();
  const secrets = scene.own(victim, Math.round(logUniform(random, 2, 60)));
  const rounds = random.chance(0.7) ? 1 : random.between(2, 12);
  const gap = logUniform(random, 0.3, 900);
  for (let round = 0; round < rounds; round++) {
    const from = begin + round * uniform(random, 0.5, 1.5) * HOUR * 8;
    scene.take(secrets, scene.times(secrets.length, from, gap), (time) =>
      scene.outside(victim, time, place, agent),
    );
  }
}

/** Others' secrets, a few a day in the victim's working hours, from a home line of the thief. */
function drip(scene: Scene): void {
  const { random, begin } = scene;
  const victim = scene.victim(({ kind }) => kind === 'workforce' || kind === 'key-user');
  const place = scene.place('residential');
  const agent = random.chance(0.6) ? victim.agent.at(begin) : scene.tool();
  const secrets = scene.others(victim, begin, Math.round(logUniform(random, 8, 70)));
  const times = scene.times(secrets.length, begin, scene.span(10) / secrets.length, (time) =>
    random.chance(victim.team.office.intensity(time)),
  );
  scene.take(secrets, times, (time) => scene.outside(victim, time, place, agent, true));
}

/** A user's key was published: several who found it try it from all over the world, each for a short time. */
function leakedKey(scene: Scene): void {
  const { random, begin, world } = scene;
  const victim = scene.victim(({ principal }) => world.principals[principal]!.kind === 'user');
  let now = begin;
  for (let finder = random.between(1, 6); finder > 0; finder--) {
    const caller = scene.outside(
      victim,
      now,
      scene.place(random.pick(['hosting', 'hosting', 'residential', 'own-cloud'])),
      scene.tool(),
    );
    const after = scene.reconnoitre(caller, now, []);
    const wanted = scene.everything(victim, now);
    const secrets = wanted.slice(0, random.between(2, 60));
    const allowed = random.float();
    scene.take(
      secrets,
      scene.times(secrets.length, after, 4),
      () => caller,
      () => (random.chance(allowed) ? null : 'AccessDenied'),
    );
    now += logUniform(random, 300, 2 * DAY);
  }
}

/** Every call through another line of a proxy service. */
function rotatingProxies(scene: Scene): void {
  const { random, begin } = scene;
  const victim = scene.victim();
  const agent = random.chance(0.5) ? victim.agent.at(begin) : scene.tool();
  const secrets = random.chance(0.6)
    ? scene.others(victim, begin, random.between(8, 120))
    : scene.own(victim, 40);
  const nextPlace = (): Place => ({
    address: random.chance(0.8)
      ? addressIn(random, network24(random, 'home'))
      : publicAddress(random, 'mobile'),
    vpcEndpointId: null,
  });
  scene.take(secrets, scene.times(secrets.length, begin, logUniform(random, 5, 4 * HOUR)), (time) =>
    scene.outside(victim, time, nextPlace(), agent),
  );
}

/** Describes hundreds over days, comes back later and reads a handful. */
function longLook(scene: Scene): void {
  const { random, begin } = scene;
  const victim = scene.victim();
  const place = scene.place(random.pick(['hosting', 'own-cloud', 'residential']));
  const agent = scene.tool();
  const described = scene.others(victim, begin, random.between(40, 300));
  for (const [i, time] of scene.times(described.length, begin, scene.span(3) / described.length).entries())
    scene.recorder.call(scene.outside(victim, time, place, agent), 'DescribeSecret', time, described[i]!);
  const taken = described
    .filter(({ name }) => /prod|db|key|stripe|master|live/i.test(name))
    .slice(0, random.between(3, 10));
  const later = begin + scene.span(3) + random.float() * scene.span(4) * 0.5;
  scene.take(taken, scene.times(taken.length, later, 90), (time) =>
    scene.outside(victim, time, place, agent, true),
  );
}

/** Without the right to list, names are guessed from the pattern of those it knows. */
function guessedNames(scene: Scene): void {
  const { random, begin, recorder } = scene;
  const victim = scene.victim();
  const caller = scene.outside(
    victim,
    begin,
    scene.place(random.pick(['hosting', 'residential', 'own-cloud', 'other-host'])),
    scene.tool(),
  );
  const real = scene.others(victim, begin, 60);
  const granted = uniform(random, 0.02, 0.25);
  for (const [i, time] of scene
    .times(random.between(40, 250), begin, logUniform(random, 0.5, 60))
    .entries()) {
    const near = real[i % Math.max(1, real.length)];
    if (near === undefined) return;
    const exists = random.chance(granted);
    const secret = exists
      ? near
      : {
          ...near,
          name: near.name.replace(
            /[-/_.][^-/_.]*$/,
            `-${random.pick(['db', 'root', 'admin', 'master', 'prod'])}${i}`,
          ),
        };
    const error = exists
      ? random.chance(0.6)
        ? null
        : 'AccessDenied'
      : random.pick(['ResourceNotFoundException', 'AccessDenied']);
    recorder.call(caller, 'GetSecretValue', time, secret, { error });
  }
}

/** The credentials of a function outside of VPCs, used for its own secrets from AWS as its own calls are. */
function copiedEnvironment(scene: Scene): void {
  const { random, begin } = scene;
  const victim = scene.victim(({ origin }) => origin.kind === 'lambda');
  const place = scene.place('own-cloud');
  const agent = random.chance(0.8) ? victim.agent.at(begin) : scene.tool();
  const secrets = scene.own(victim, random.between(2, 12));
  const times = scene.times(secrets.length, begin, logUniform(random, 0.3, 60));
  scene.take(secrets, times, (time) => scene.outside(victim, time, place, agent));
}

/** A changed workflow asks for others' secrets, on a runner like all others, by the usual command or a new one. */
function pipelineToken(scene: Scene): void {
  const { random, begin } = scene;
  const victim = scene.victim(({ kind }) => kind === 'pipeline' || kind === 'preview');
  const place = scene.place('runner');
  const agent = random.chance(0.7) ? victim.agent.at(begin) : scene.tool();
  const session = victim.sessions.at(begin, 900_000 + random.between(0, 999)).session;
  const credential = { session, accessKeyId: accessKey(random, 'ASIA') };
  const secrets = scene.others(victim, begin, Math.round(logUniform(random, 4, 150)));
  const isUser = scene.world.principals[victim.principal]!.kind === 'user';
  scene.take(secrets, scene.times(secrets.length, begin, logUniform(random, 0.3, 5)), (time) => {
    const caller = scene.outside(victim, time, place, agent);
    return isUser ? caller : { ...caller, credential };
  });
}
