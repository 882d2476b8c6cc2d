import type { Ratio } from './goals.js';

/** The worst that each ratio may be, by the goal's id: the least for those that should be high, else the most. */
export type Floors = Readonly<Record<string, number>>;

export interface FloorCheck {
  /** Ratios that have fallen, one sentence each. */
  readonly fallen: readonly string[];
  /** Ids with a floor that were not measured. */
  readonly unmeasured: readonly string[];
}

/** How much worse than measured a ratio may become before it is a fall. */
const ROOM = 0.7;

/**
 * Holds ratios to their floors. A median beyond its floor has fallen when it is beyond by more than half of what
 * lies between the least and the most measured.
 */
export function checkFloors(ratios: readonly Ratio[], floors: Floors): FloorCheck {
  const fallen: string[] = [];
  for (const { goal, median, least, most } of ratios) {
    const floor = floors[goal.id];
    if (floor === undefined) continue;
    const noise = (most - least) / 2;
    const beyond = goal.bound === 'least' ? floor - median : median - floor;
    if (!(beyond > noise)) continue;
    const wanted = goal.bound === 'least' ? 'at least' : 'at most';
    fallen.push(
      `${goal.id} (${goal.what}) is ${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)}), and should be ${wanted} ${floor}`,
    );
  }
  const measured = new Set(ratios.map(({ goal }) => goal.id));
  return { fallen, unmeasured: Object.keys(floors).filter((id) => !measured.has(id)) };
}

/** Floors that leave room below what was measured. Those of ratios that were not measured stay as they are;
 * ratios that say as much of the machine get none. */
export function updateFloors(ratios: readonly Ratio[], floors: Floors): Floors {
  const kept = ratios.filter(({ goal }) => !goal.isOfMachine);
  const updated = kept.map(({ goal, median }) => [
    goal.id,
    Number((goal.bound === 'least' ? median * ROOM : median / ROOM).toPrecision(2)),
  ]);
  return { ...floors, ...(Object.fromEntries(updated) as Floors) };
}
