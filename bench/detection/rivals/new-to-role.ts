import type { Finding } from '../finding.js';
import { readsOf } from '../lab-organisation.js';
import type { Detector } from '../rival.js';

const DAY = 86_400;
const BUCKET = 300;
const NEW_SECRETS = 9;
const NEW_ORIGIN_READS = 5;

interface Role {
  readonly since: number;
  readonly secrets: Set<number>;
  readonly networks: Set<string>;
  readonly agents: Set<string>;
  /** When an origin whose network and family were both new was first used. */
  readonly strange: Map<number, number>;
}

/**
 * Within a day an identity retrieves nine secrets that its role or user never retrieved before, or retrieves five
 * times from an origin of which neither network nor agent family was ever its own. A role's first day is
 * learnt and not judged.
 */
export const newToRole: Detector = {
  name: 'new-to-role',
  detect({ identities, origins, calls }) {
    const findings: Finding[] = [];
    const roles = new Map<string, Role>();
    const fresh = identities.map(() => new RecentTimes());
    const partsOf = origins.map((origin) => origin.split('|'));
    const newOriginReads = new Map<string, RecentTimes>();
    for (let row = 0; row < calls.size; row++) {
      const reads = readsOf(calls, row);
      if (reads === 0) continue;
      const time = calls.time[row]!;
      const identity = calls.identity[row]!;
      const { key, principalArn } = identities[identity]!;
      const [network = '', agent = ''] = partsOf[calls.origin[row]!]!;
      const role: Role = roles.get(principalArn) ?? {
        since: time,
        secrets: new Set(),
        networks: new Set(),
        agents: new Set(),
        strange: new Map(),
      };
      roles.set(principalArn, role);
      const learnt = time >= role.since + DAY;
      const secret = calls.secret[row]!;
      if (learnt && !role.networks.has(network) && !role.agents.has(agent))
        role.strange.set(calls.origin[row]!, time);
      role.networks.add(network);
      role.agents.add(agent);
      const isNew = secret < 0 || !role.secrets.has(secret);
      if (secret >= 0) role.secrets.add(secret);
      if (!learnt) continue;
      const note = (times: RecentTimes, least: number): void => {
        times.add(time, reads);
        if (times.count < least) return;
        const end = (Math.floor(time / BUCKET) + 1) * BUCKET;
        findings.push({ key, start: Math.floor(times.first / BUCKET) * BUCKET, end, alertAt: end });
      };
      if (isNew) note(fresh[identity]!, NEW_SECRETS);
      if (time < (role.strange.get(calls.origin[row]!) ?? -Infinity) + DAY) {
        const from = `${identity}|${calls.origin[row]!}`;
        const times = newOriginReads.get(from) ?? new RecentTimes();
        newOriginReads.set(from, times);
        note(times, NEW_ORIGIN_READS);
      }
    }
    return findings;
  },
};

/** Times of the last day, ascending. */
class RecentTimes {
  readonly #times: number[] = [];

  add(time: number, times: number): void {
    while (this.#times.length > 0 && this.#times[0]! <= time - DAY) this.#times.shift();
    for (let i = 0; i < times; i++) this.#times.push(time);
  }

  get count(): number {
    return this.#times.length;
  }

  get first(): number {
    return this.#times[0]!;
  }
}
