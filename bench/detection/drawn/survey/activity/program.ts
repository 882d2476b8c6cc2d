import { AGENTS } from '../company/agents.js';
import type { RandomStream } from '../company/random-stream.js';
import { DAY, HOUR } from '../company/time.js';
import type { World } from '../company/world.js';

/** What a program does in the period: it takes its principal and rate (calls a day) and draws the rest by itself. */
export type Program = (w: World, rng: RandomStream, p: number, rate: number) => void;

const SDK_AGENTS = [
  AGENTS.boto,
  AGENTS.java,
  AGENTS.node,
  AGENTS.go,
  AGENTS.net,
  AGENTS.ruby,
  AGENTS.boto,
  AGENTS.java,
  AGENTS.node,
] as const;

/** Draws the user agent of a program. */
export function sdkAgent(rng: RandomStream): string {
  return rng.pick(SDK_AGENTS)(rng);
}

/** The user agent of a program over time: its SDK is upgraded now and then. */
export function agentOverTime(
  w: World,
  rng: RandomStream,
  make: (r: RandomStream) => string,
  perDay = 0.015,
): (time: number) => string {
  const changes = [{ at: 0, ua: make(rng) }];
  for (let t = w.start + rng.exp(DAY / perDay); t < w.end; t += rng.exp(DAY / perDay))
    changes.push({ at: t, ua: make(rng) });
  return (time) => {
    let { ua } = changes[0]!;
    for (const c of changes) if (c.at <= time) ({ ua } = c);
    return ua;
  };
}

/** Draws the name of a session, in the manner of where the program runs. */
export function sessionName(rng: RandomStream, style: string, start: number): string {
  switch (style) {
    case 'ec2':
      return `i-0${rng.hex(16)}`;
    case 'ecs':
      return rng.hex(32);
    case 'eks':
      return `eks-${rng.pick(['main', 'apps', 'prod'])}-${rng.pick(['api', 'worker', 'web'])}-${rng.uuid()}`;
    case 'irsa':
      return `botocore-session-${Math.floor(start)}`;
    case 'java':
      return `aws-sdk-java-${Math.floor(start)}${rng.int(100, 999)}`;
    default:
      return style;
  }
}

/** Moments of work, following a team's hours; some weeks are busier. */
export function workMoments(w: World, rng: RandomStream, tz: number, perDay: number, flat = 0.05): number[] {
  const out: number[] = [];
  let mood = rng.lognormal(1, 0.5);
  for (let t = w.start; t < w.end; t += HOUR) {
    if ((t - w.start) % (5 * DAY) === 0) mood = rng.lognormal(1, 0.5);
    for (let i = rng.poisson(((perDay * w.load(tz, t, flat)) / 9) * mood); i > 0; i--)
      out.push(t + rng.range(0, HOUR));
  }
  return out.sort((a, b) => a - b);
}
