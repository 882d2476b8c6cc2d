import type { ProfileView } from '../../profile/profile.js';
import { SETTLED } from '../established.js';
import { agentOf, daysOfUse } from './networks.js';

/** On more days a tool has come to stay. */
const VISIT_DAYS = 2;

/** A tool that a service took up and left again. */
export interface ToolVisit {
  readonly tool: string;
  /** First use by any session, failed or not, epoch seconds. */
  readonly first: number;
  /** Index of the session that made it. */
  readonly session: number;
  /** Buckets of that session with calls by the tool within its first two days, ascending; failed ones only the first. */
  readonly buckets: readonly number[];
}

/**
 * The tools that a role group first used days after it began, and on a day or two alone.
 * @param began when it first did anything, epoch seconds
 * @param end uses from then on are left out, epoch seconds
 */
export function toolVisitsOf(
  views: readonly ProfileView[],
  began: number,
  end: number,
  bucketDuration: number,
): ToolVisit[] {
  const uses = new Map<string, { first: number; session: number; days: Set<number> }>();
  for (const [session, view] of views.entries()) {
    const failed = view.failedOrigins().map((one) => ({ ...one, days: 1 }));
    for (const { name, time, days } of [...view.origins(), ...failed]) {
      if (time >= end) continue;
      const tool = agentOf(name);
      const use = uses.get(tool) ?? { first: Infinity, session, days: new Set() };
      if (time < use.first) Object.assign(use, { first: time, session });
      for (const day of daysOfUse(time, days)) use.days.add(day);
      uses.set(tool, use);
    }
  }
  return [...uses].flatMap(([tool, { first, session, days }]): ToolVisit[] => {
    if (first < began + SETTLED || days.size > VISIT_DAYS) return [];
    const view = views[session]!;
    const buckets = view
      .origins()
      .filter(({ name }) => agentOf(name) === tool)
      .flatMap((origin) => [...origin.buckets]);
    const all = new Set([Math.floor(first / bucketDuration), ...buckets]);
    return [{ tool, first, session, buckets: [...all].sort((a, b) => a - b) }];
  });
}
