/**
 * How fast an organisation is simulated, events alone and with records and delivery, on one core:
 * `npx tsx bench/simulate/throughput.ts [DAYS] [IDENTITIES]`
 */
import { buildOrganisation } from '../../src/simulate/organisation.js';
import { retrievalEvents } from '../../src/simulate/retrieval-events.js';
import { resolveOptions } from '../../src/simulate/simulate-options.js';
import { simulate } from '../../src/simulate/simulate.js';

const options = { days: Number(process.argv[2] ?? 30), identities: Number(process.argv[3] ?? 40), seed: 1 };

const seconds = (since: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
};

const begun = process.cpuUsage();
let events = 0;
for (const event of retrievalEvents(buildOrganisation(resolveOptions(options)))) {
  if (event.time > 0) events++;
}
const eventSeconds = seconds(begun);

const again = process.cpuUsage();
const { labels, mostHeld } = await simulate(options, { put: () => Promise.resolve() });
const recordSeconds = seconds(again);

console.log({
  ...options,
  events,
  eventsPerSecond: Math.round(events / eventSeconds),
  records: labels.totals.records,
  objects: labels.totals.objects,
  cpuSeconds: Number(recordSeconds.toFixed(2)),
  recordsPerSecond: Math.round(labels.totals.records / recordSeconds),
  inflatedMegabytesPerSecond: Math.round(labels.totals.inflatedBytes / recordSeconds / 1e6),
  mostHeld,
  residentMegabytes: Math.round(process.memoryUsage.rss() / 1e6),
});
