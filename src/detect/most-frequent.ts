/** The session that occurs most often; of equal ones the first. @param sessions at least one */
export function mostFrequent(sessions: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const session of sessions) counts.set(session, (counts.get(session) ?? 0) + 1);
  return [...counts].reduce((best, one) =>
    one[1] > best[1] || (one[1] === best[1] && one[0] < best[0]) ? one : best,
  )[0];
}
