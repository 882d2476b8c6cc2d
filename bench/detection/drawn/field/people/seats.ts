import { awsAddress } from '../company/addresses.js';
import type { Builder } from '../company/builder.js';
import { HOUR } from '../company/calendar.js';
import type { Seat } from '../company/calls.js';
import type { Actor, Person } from '../company/model.js';
import type { Random } from '../company/random.js';
import { accessKeyAt } from '../company/random.js';
import { userAgents } from '../company/user-agents.js';

/** The ways in which a person comes to a secret. */
export type Way = 'console' | 'cli' | 'ide' | 'code' | 'terraform';

/** The seat of a person with a role at a moment. */
export function personSeat(
  b: Builder,
  r: Random,
  a: Actor,
  p: Person,
  t: number,
  way: Way,
  address?: string,
): Seat {
  const user = a.principal.kind === 'user';
  const shell = way === 'cli' && address === undefined && r.chance(0.04);
  return b.seat(a, {
    address: shell ? awsAddress(r, a.region) : (address ?? p.address(r, t)),
    userAgent: shell
      ? userAgents.cli(r, 'linux').replace(' exe/', ' exec-env/CloudShell exe/')
      : way === 'console'
        ? p.browser(t)
        : way === 'cli'
          ? p.cli(t)
          : way === 'ide'
            ? p.ide
            : way === 'code'
              ? p.boto
              : userAgents.terraform(r, p.os === 'macos' ? 'darwin' : p.os),
    session: user ? null : p.email,
    accessKeyId:
      user && way !== 'console'
        ? userAccessKey(a)
        : accessKeyAt(p.email + a.principal.arn, Math.floor(t / (way === 'console' ? 12 * HOUR : 8 * HOUR))),
    by: way === 'console' || way === 'terraform' ? 'arn' : 'name',
  });
}

/** The long-lived access key of a user. */
const userAccessKey = (a: Actor): string => accessKeyAt(a.principal.arn, 0).replace('ASIA', 'AKIA');
