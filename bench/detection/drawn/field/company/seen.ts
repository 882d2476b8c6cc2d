import type { LabCall } from '../../lab-scenario.js';
import type { Seat } from './calls.js';
import type { Actor, World } from './model.js';

/** The ordinary calls of each principal, in time order. */
export class Seen {
  readonly of: LabCall[][];
  constructor({ actors, out }: World) {
    this.of = actors.map(() => []);
    for (const c of out.calls) this.of[c.principal]!.push(c);
    for (const list of this.of) list.sort((x, y) => x.time - y.time);
  }
  /** The last call before a moment, or the first one. */
  near(a: Actor, t: number): LabCall | null {
    const list = this.of[a.index]!;
    let lo = 0;
    let hi = list.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (list[mid]!.time <= t) lo = mid + 1;
      else hi = mid;
    }
    return list[lo - 1] ?? list[0] ?? null;
  }
  /** The place and the credentials that the principal has at a moment. */
  seat(a: Actor, t: number): Seat | null {
    const c = this.near(a, t);
    return c === null
      ? null
      : {
          principal: a.index,
          accountId: a.accountId,
          region: c.region,
          session: c.session,
          accessKeyId: c.accessKeyId,
          address: c.address,
          userAgent: c.userAgent,
          vpcEndpointId: c.vpcEndpointId,
          by: c.by,
        };
  }
}

/** The account, region and name of the secret that a call names. */
export const secretId = (c: LabCall): string =>
  c.secret === null ? '' : `${c.secret.accountId}/${c.secret.region}/${c.secret.name}`;
