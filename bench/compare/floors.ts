import type { Ratio } from './goals.js';

/** The worst value allowed for each ratio, by the goal's id: a minimum if high is good, else a maximum. */
export type Floors = Readonly<Record<string, number>>;

export interface FloorCheck {
  /** Ratios that are worse than their floors, one sentence each. */
  readonly fallen: readonly string[];
  /** Ids with a floor that were not measured. */
  readonly unmeasured: readonly string[];
}

/** How much worse than measured a new floor is. */
const ROOM = 0.7;

/**
 * Compares ratios with their floors. A ratio has fallen when its median is beyond the floor by more than half of the
 * distance between its least and its greatest measurement.
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

/** New floors, a little worse than what was measured. Floors of ratios that were not measured stay as they are; ratios
 * that depend on the machine as much as on the program get none. */
export function updateFloors(ratios: readonly Ratio[], floors: Floors): Floors {
  const kept = ratios.filter(({ goal }) => !goal.isOfMachine);
  const updated = kept.map(({ goal, median }) => [
    goal.id,
    Number((goal.bound === 'least' ? median * ROOM : median / ROOM).toPrecision(2)),
  ]);
  return { ...floors, ...(Object.fromEntries(updated) as Floors) };
}
