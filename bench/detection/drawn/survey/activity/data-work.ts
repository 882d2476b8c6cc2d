import { AGENTS } from '../company/agents.js';
import { serviceName } from '../company/names.js';
import { DAY, HOUR } from '../company/time.js';
import { agentOverTime, type Program, sessionName, workMoments } from './program.js';

/** Airflow: looks each connection and variable up by name, also those that live elsewhere (not found, again and again). */
export const airflow: Program = (w, rng, p, rate) => {
  const { own, region, account, team } = w.profiles[p]!;
  const ghosts = Array.from({ length: rng.poisson(4) }, (_, i) => ({
    lab: {
      ...own[0]!.lab,
      name: `airflow/variables/${serviceName(rng)}_${i}`,
      suffix: 'AAAAAA',
      accountId: w.accounts[account]!.id,
    },
    team,
    env: 'none',
    service: 'none',
    born: 0,
  }));
  const dags = Array.from({ length: Math.max(2, Math.round(own.length * rng.range(0.3, 0.9))) }, () => ({
    uses: rng.sample([...own, ...ghosts], rng.int(1, Math.min(6, own.length))),
    hour: rng.range(0, 24),
    per: rng.weighted([
      [1, 6],
      [24, 1.5],
      [0.14, 1.5],
      [4, 1],
    ] as const),
  }));
  const ua = agentOverTime(w, rng, AGENTS.boto, 0.02);
  const style = rng.pick(['irsa', 'ecs', 'AmazonMWAA-airflow']);
  const scale = Math.min(
    2,
    Math.min(150, rate) /
      Math.max(
        1,
        dags.reduce((sum, d) => sum + d.per * d.uses.length, 0),
      ),
  );
  for (const dag of dags) {
    const gap = DAY / dag.per / Math.max(0.5, scale);
    for (let t = w.start + dag.hour * HOUR * Math.min(1, 1 / dag.per); t < w.end; t += gap) {
      const session = sessionName(rng, style, Math.floor(t / HOUR) * HOUR);
      const actor = w.cloudActor(rng, p, session, ua(t), region, w.key(p, session, t));
      const backfill = rng.chance(0.004) ? rng.int(5, 25) : 1;
      for (let k = 0; k < backfill; k++)
        for (const s of dag.uses)
          if (s.born <= t)
            w.emit(
              actor,
              'GetSecretValue',
              t + k * 40 + rng.exp(20),
              s,
              s.env === 'none' ? { error: 'ResourceNotFoundException' } : {},
            );
    }
  }
};

/** Notebooks and Glue: people run cells that open connections, some days many, some not. */
export const notebook: Program = (w, rng, p, rate) => {
  const { own, region, team } = w.profiles[p]!;
  const ua = agentOverTime(w, rng, AGENTS.boto, 0.03);
  const style = rng.pick(['SageMaker', 'GlueJobRunnerSession', 'ecs']);
  const favourites = rng.sample(own, Math.max(1, Math.ceil(own.length / 3)));
  const wander = rng.range(0.02, 0.25) * w.company.numbers.curiosity;
  for (const t of workMoments(w, rng, w.teams[team]!.tz, Math.max(0.4, rate / 4), 0.03)) {
    const session = sessionName(rng, style, t);
    const actor = w.cloudActor(rng, p, session, ua(t), region, w.key(p, session, t));
    let at = t;
    for (let i = rng.int(1, 7); i > 0; i--, at += rng.exp(200)) {
      const s = rng.pick(rng.chance(wander) ? own : favourites);
      const error = rng.chance(0.02) ? rng.pick(['AccessDenied', 'ResourceNotFoundException']) : null;
      if (s.born <= at) w.emit(actor, 'GetSecretValue', at, s, { error });
    }
  }
};
