import type { Builder } from '../company/builder.js';
import type { Random } from '../company/random.js';
import { Seen } from '../company/seen.js';
import {
  auditReading,
  batchByPrefix,
  cleanUp,
  commandLineLoop,
  handOver,
  incidentSearch,
  laptopTerraform,
  newColleague,
  replication,
  rotationCampaign,
} from './personal-events.js';
import {
  brokenPolicy,
  changeToBatch,
  failover,
  loadTest,
  massRestart,
  migration,
  takeOver,
} from './program-events.js';

/**
 * What happens once or seldom. A time is put down as notable when a careful analyst would want to see it once:
 *  1. one principal (one person, for a role of people) comes, within a day, to the values of 12 or more secrets that it
 *     had not read before (8 for a program or tool that is established), or it reads at least three times as many as on any day
 *     before and no fewer than 12;
 *  2. a role kept for emergencies is used;
 *  3. a program, a scanner or a tool reads (or tries) a whole account or a whole team's secrets for the first time;
 *  4. a program is refused 12 or more secrets that it had not asked for before.
 * The first days, when nothing is known of anybody, are not notable by that alone. `markNotableTimes` applies 1 and 4
 * to whatever has been drawn; what is known to be 2 and 3 is put down where it happens.
 */
export function rareEvents(b: Builder): void {
  const r = b.org.rng.sub('life');
  const seen = new Seen(b);
  const scale = b.org.identities / 300;
  const events: readonly (readonly [(b: Builder, r: Random, seen: Seen) => void, number])[] = [
    [incidentSearch, 4],
    [migration, 1.5],
    [auditReading, 0.8],
    [rotationCampaign, 1.2],
    [loadTest, 2],
    [massRestart, 1],
    [newColleague, 2],
    [replication, 0.7],
    [cleanUp, 2],
    [failover, 0.5],
    [takeOver, 2],
    [laptopTerraform, 1.5],
    [commandLineLoop, 2.5],
    [handOver, 1],
    [changeToBatch, 0.7],
    [brokenPolicy, 2],
    [batchByPrefix, 1.2],
  ];
  events.forEach(([event, rate], i) => {
    const q = r.sub(`e${i}`);
    const n = Math.floor(rate * scale * q.real(0.3, 1.7) + q.next());
    for (let k = 0; k < n; k++) event(b, q.sub(`${k}`), seen);
  });
}
