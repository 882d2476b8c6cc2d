/**
 * Trailspike as a library. `scan` reads CloudTrail and finds anomalous secret retrieval, `merge` joins the states of
 * several scans, `writeOutputs` writes the files of the command line.
 *
 * ```ts
 * import { scan, writeOutputs } from 'trailspike';
 *
 * await using run = await scan({ sources: ['s3://my-trail-bucket'], from: 1772323200 });
 * await writeOutputs(run, 'findings');
 * for (const signal of run.signals) console.log(signal.identity.key, signal.observed.distinctSecrets);
 * ```
 */
export { VERSION } from './model/version.js';
export { TrailspikeError, type ErrorCode } from './model/errors.js';
export type { Coverage, DropReason, FailReason, SkipReason } from './model/coverage.js';
export type { IdentityMode } from './model/identity.js';
export type { AnalysisResult, Evidence, Signal, SignalStatus } from './model/signal.js';
export { formatInstant, parseInstant, type TimeRange } from './model/time.js';
export type { LatencyRecorder, LatencySummary } from './metrics/latency.js';
export type { Stage } from './metrics/stages.js';
export { BUILT_IN_RULE } from './rule/built-in.js';
export { readRuleFile } from './rule/read-rule-file.js';
export type { EventSelection } from './rule/event-selection.js';
export type { ThresholdCase, Rule } from './rule/rule.js';
export { readSuppressionsFile } from './rule/suppression/parse-suppressions.js';
export type { Suppression, SuppressionUse } from './rule/suppression/suppression.js';
export type { StoreTotals } from './profile/profile-store.js';
export type { S3Credentials, S3Options } from './source/s3/s3-options.js';
export type { ObjectFailure } from './main-thread/ingest/failure-list.js';
export { merge, type MergeOptions } from './main-thread/merge.js';
export type { ListingSlice } from './source/listing/object-filter.js';
export { Progress } from './main-thread/progress.js';
export type { RunResult } from './main-thread/result.js';
export type { Run } from './main-thread/run.js';
export type { RunTimings } from './main-thread/run-timings.js';
export type { DecoderName } from './decode/record-decoder.js';
export { scan } from './main-thread/scan.js';
export type { ScanOptions } from './main-thread/scan-options.js';
export type { OutputFormatName } from './output/formats/registry.js';
export type { OutputRun } from './output/formats/output-format.js';
export { writeOutputs, type OutputOptions } from './output/write-outputs.js';
export { simulate, type SimulationResult } from './simulate/simulate.js';
export type { SimulateOptions } from './simulate/simulate-options.js';
export { directoryWriter } from './simulate/directory-writer.js';
export type { ObjectWriter } from './simulate/object-writer.js';
