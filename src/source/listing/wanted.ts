import type { SkipReason } from '../../model/coverage.js';
import { ALL_TIME, type TimeRange } from '../../model/time.js';
import type { ListPlan } from '../source.js';
import type { DeliveryKey, TrailPrefix } from './object-key.js';

/** Why a plan does not want an object with CloudTrail's own name. @returns `null` when it does */
export function unwantedObject(
  { accountId, region, deliveredAt }: DeliveryKey,
  plan: ListPlan,
): SkipReason | null {
  const { delivered } = plan;
  if (!isOf(plan.accounts, accountId)) return 'otherAccount';
  if (!isOf(plan.regions, region)) return 'otherRegion';
  if (deliveredAt >= delivered.to) return 'deliveredLater';
  return deliveredAt < delivered.from ? 'outsideTimeRange' : null;
}

/** Why a plan wants nothing of what is in a folder. @returns `null` when it may want something */
export function unwantedFolder(place: TrailPrefix, plan: ListPlan): SkipReason | null {
  const { delivered } = plan;
  if (place.accountId !== undefined && !isOf(plan.accounts, place.accountId)) return 'otherAccount';
  if (place.region !== undefined && !isOf(plan.regions, place.region)) return 'otherRegion';
  const span = spanOf(place);
  if (span.from >= delivered.to) return 'deliveredLater';
  return span.to <= delivered.from ? 'outsideTimeRange' : null;
}

/** Whether everything in the folder was delivered in the wanted time. */
export function isWhollyWanted(place: TrailPrefix, { delivered }: ListPlan): boolean {
  const { from, to } = spanOf(place);
  return from >= delivered.from && to <= delivered.to;
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
