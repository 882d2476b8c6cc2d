import type { OutputRun } from '../formats/output-format.js';
import { summaryOf } from '../summary.js';
import { inOrder, latencyCurve } from './latency-curve.js';
import type { ReportData } from './report-data.js';

/** What the report of a run shows. @param args as `summaryOf` */
export async function reportOfRun(run: OutputRun, args: readonly string[]): Promise<ReportData> {
  return {
    summary: summaryOf(run, args),
    signals: run.signals,
    evidence: run.evidence,
    activity: await run.activity(),
    latency: inOrder(Array.from(run.latency.distributions(), ({ name, text }) => latencyCurve(name, text))),
    isRedacted: false,
  };
}
