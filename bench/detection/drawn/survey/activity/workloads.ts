import { cloudAddress } from '../company/addresses.js';
import { AGENTS } from '../company/agents.js';
import { DAY, HOUR } from '../company/time.js';
import { agentOverTime, type Program, sdkAgent, sessionName } from './program.js';
import { readAll, readBatch, troubles } from './reads.js';

/** Functions: cold starts follow the traffic; some extend the life of a cache by the Lambda extension. */
export const lambda: Program = (w, rng, p, rate) => {
  const { own, region, team } = w.profiles[p]!;
  const tz = w.teams[team]!.tz;
  const session = w.principals[p]!.arn.split('/')
    .pop()!
    .replace(/-(role|Role).*$/, '')
    .slice(0, 64);
  const perHour = Math.max(0.02, rate / 24 / Math.max(1, own.length));
  const spiky = rng.lognormal(0.6, 0.7);
  const ua = agentOverTime(
    w,
    rng,
    () => `${rng.pick([AGENTS.node, AGENTS.boto, AGENTS.java])(rng)} exec-env/AWS_Lambda`,
    0.02,
  );
  const trouble = troubles(w, rng, own);
  const inVpc = rng.chance(0.45);
  const subset = rng.range(0.5, 1);
  const hosts = Array.from({ length: 6 }, () => cloudAddress(rng));
  for (let t = w.start; t < w.end; t += HOUR) {
    const n = rng.poisson(
      perHour * w.load(tz, t, rng.chance(0.02) ? 1 : 0.1) * 1.8 * rng.lognormal(1, spiky * 0.6),
    );
    for (let i = 0; i < n; i++) {
      const at = t + rng.range(0, HOUR);
      const actor = {
        ...w.cloudActor(
          rng,
          p,
          session,
          ua(at),
          region,
          w.key(p, `${session}${rng.int(0, 3)}`, at, 12 * HOUR),
        ),
        session,
      };
      const outside = rng.chance(0.15) ? cloudAddress(rng) : rng.pick(hosts);
      readAll(
        w,
        rng,
        inVpc ? actor : { ...actor, vpce: null, address: outside },
        rng.chance(subset) ? own : rng.sample(own, Math.max(1, own.length >> 1)),
        at,
        trouble,
        0.15,
      );
    }
  }
};

/** Jobs by the clock: nightly, hourly, weekly, at the month's end; some read all, some what today's work needs. */
export const batch: Program = (w, rng, p, rate) => {
  const { own, region, team } = w.profiles[p]!;
  const tz = w.teams[team]!.tz;
  const runsPerDay = Math.max(0.15, Math.min(24, rate / Math.max(1, own.length)));
  const night = rng.chance(w.company.numbers.night);
  const hours = Array.from(
    { length: Math.max(1, Math.round(runsPerDay)) },
    () => (night ? rng.range(0, 6) : rng.range(0, 24)) - tz,
  );
  const share = rng.chance(0.5) ? 1 : rng.range(0.2, 0.8);
  const monthly = rng.chance(0.35);
  const batched = rng.chance(0.12);
  const ua = agentOverTime(w, rng, sdkAgent);
  const trouble = troubles(w, rng, own);
  const style = rng.pick(['ecs', 'ec2', 'irsa', 'batch-job']);
  const core = own.slice(0, Math.max(1, Math.ceil(own.length * 0.6)));
  for (let d = 0; d < w.days; d++) {
    const date = new Date((w.start + d * DAY) * 1000).getUTCDate();
    const end = monthly && (date <= 2 || date >= 29);
    for (const hour of hours) {
      if (runsPerDay < 1 && !end && !rng.chance(runsPerDay)) continue;
      let t = w.start + d * DAY + (((hour % 24) + 24) % 24) * HOUR + rng.exp(240);
      for (
        let again = 0;
        again < (rng.chance(0.04) ? rng.int(2, 4) : end ? 2 : 1);
        again++, t += rng.range(300, 2400)
      ) {
        const session = sessionName(rng, style, t);
        const actor = w.cloudActor(
          rng,
          p,
          w.principals[p]!.kind === 'user' ? null : session,
          ua(t),
          region,
          w.key(p, w.principals[p]!.kind === 'user' ? null : session, t),
        );
        const what = end
          ? own
          : share === 1
            ? core
            : rng.sample(core, Math.max(1, Math.round(core.length * share)));
        if (batched)
          readBatch(
            w,
            actor,
            what.filter((s) => s.born <= t),
            t,
          );
        else readAll(w, rng, actor, what, t, trouble, rng.pick([0.3, 2, 40]));
      }
    }
  }
};

/** A service with one secret per tenant, cached for a while: many different ones each day, favourites more often. */
export const tenant: Program = (w, rng, p, rate) => {
  const { own, region, team } = w.profiles[p]!;
  const tz = w.teams[team]!.tz;
  const order = rng.shuffle(own);
  const steep = rng.range(0.6, 2.6);
  const ua = agentOverTime(w, rng, sdkAgent);
  const pods = rng.int(1, 5);
  const style = rng.pick(['ecs', 'eks', 'ec2']);
  const sweep = rng.chance(0.3) ? rng.pick([1, 7, 7, 30]) : 0;
  for (let t = w.start; t < w.end; t += HOUR) {
    const day = Math.floor((t - w.start) / DAY);
    for (let pod = 0; pod < pods; pod++) {
      const seed = rng.stream(`pod${pod}/${Math.floor(day / 3)}`);
      const session = sessionName(seed, style, 0);
      const actor = w.cloudActor(seed, p, session, ua(t), region, w.key(p, session, t, 6 * HOUR));
      for (let i = rng.poisson((rate / 24 / pods) * w.load(tz, t) * 1.5); i > 0; i--) {
        const s = order[Math.floor(order.length * rng.next() ** steep)]!;
        if (s.born <= t) w.emit(actor, 'GetSecretValue', t + rng.range(0, HOUR), s);
      }
    }
    if (sweep > 0 && day % sweep === sweep - 1 && (t - w.start) % DAY === 3 * HOUR) {
      const session = sessionName(rng, style, t);
      readAll(
        w,
        rng,
        w.cloudActor(rng, p, session, ua(t), region, w.key(p, session, t)),
        own,
        t + rng.range(0, 600),
        [],
        1.2,
      );
    }
  }
};

/** Services of AWS that fetch a secret on behalf of a role: RDS Proxy, DMS, QuickSight, CodeBuild, Glue connections. */
export const managed: Program = (w, rng, p, rate) => {
  const { own, region, team } = w.profiles[p]!;
  const [host, name] = rng.pick([
    ['rds.amazonaws.com', 'RDSProxy'],
    ['dms.amazonaws.com', 'dms-session'],
    ['quicksight.amazonaws.com', 'QuickSight'],
    ['codebuild.amazonaws.com', 'AWSCodeBuild'],
    ['kafka.amazonaws.com', 'kafka'],
    ['apidestinations.events.amazonaws.com', 'EventBridge'],
    ['glue.amazonaws.com', 'GlueJobRunnerSession'],
    ['redshift.amazonaws.com', 'RedshiftDataApi'],
    ['appflow.amazonaws.com', 'AppFlow'],
  ] as const);
  const clock = rng.chance(0.5);
  for (const s of own)
    for (
      let t = w.start + rng.exp((DAY * own.length) / rate);
      t < w.end;
      t += clock
        ? (DAY * own.length) / rate
        : rng.exp((DAY * own.length) / rate) / Math.max(0.3, w.load(w.teams[team]!.tz, t) * 1.6)
    ) {
      const session = name === 'AWSCodeBuild' ? `${name}-${rng.uuid()}` : name;
      w.emit(
        { p, session, key: w.key(p, session, t), address: host, ua: host, vpce: null, region },
        'GetSecretValue',
        t,
        s,
      );
    }
};
