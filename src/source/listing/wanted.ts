import type { SkipReason } from '../../model/coverage.js';
import { ALL_TIME, type TimeRange } from '../../model/time.js';
import type { ListPlan, ListWindow } from '../source.js';
import type { DeliveryKey, TrailPrefix } from './object-key.js';

/** Why a plan does not want an object with CloudTrail's own name. @returns `null` when it does */
export function unwantedObject(key: DeliveryKey, plan: ListPlan): SkipReason | null {
  return reasonIn(plan, (window) => objectOutside(key, window));
}

/** Why a plan wants nothing of what is in a folder. @returns `null` when it may want something */
export function unwantedFolder(place: TrailPrefix, plan: ListPlan): SkipReason | null {
  return reasonIn(plan, (window) => folderOutside(place, window));
}

/** Whether everything in the folder was delivered in the wanted time. */
export function isWhollyWanted(place: TrailPrefix, { delivered, windows }: ListPlan): boolean {
  if (windows !== undefined) return false;
  const { from, to } = spanOf(place);
  return from >= delivered.from && to <= delivered.to;
}

/** The reason why a plan as a whole does not want something, or else why none of its windows does. */
function reasonIn(plan: ListPlan, reasonOf: (window: ListWindow) => SkipReason | null): SkipReason | null {
  const reason = reasonOf(plan);
  if (reason !== null || plan.windows === undefined) return reason;
  return plan.windows.some((window) => reasonOf(window) === null) ? null : 'outsideTimeRange';
}

function objectOutside(
  { accountId, region, deliveredAt }: DeliveryKey,
  window: ListWindow,
): SkipReason | null {
  const { delivered } = window;
  if (!isOf(window.accounts, accountId)) return 'otherAccount';
  if (!isOf(window.regions, region)) return 'otherRegion';
  if (deliveredAt >= delivered.to) return 'deliveredLater';
  return deliveredAt < delivered.from ? 'outsideTimeRange' : null;
}

function folderOutside(place: TrailPrefix, window: ListWindow): SkipReason | null {
  const { delivered } = window;
  if (place.accountId !== undefined && !isOf(window.accounts, place.accountId)) return 'otherAccount';
  if (place.region !== undefined && !isOf(window.regions, place.region)) return 'otherRegion';
  const span = spanOf(place);
  if (span.from >= delivered.to) return 'deliveredLater';
  return span.to <= delivered.from ? 'outsideTimeRange' : null;
}

function isOf(names: readonly string[], name: string): boolean {
  return names.length === 0 || names.includes(name);
}

/** The delivery times that the folder of a year, month or day covers; all times for a folder above. */
function spanOf({ year, month, day }: TrailPrefix): TimeRange {
  if (year === undefined) return ALL_TIME;
  const [from, to] =
    month === undefined
      ? [Date.UTC(year, 0), Date.UTC(year + 1, 0)]
      : day === undefined
        ? [Date.UTC(year, month - 1), Date.UTC(year, month)]
        : [Date.UTC(year, month - 1, day), Date.UTC(year, month - 1, day + 1)];
  return { from: from / 1000, to: to / 1000 };
}
