/** What the stand-ins for decode threads say that they list and read. */
export interface StandInLoad {
  /** As it is stored. */
  readonly objectBytes: number;
  readonly retrievalsPerObject: number;
  /** Pages of the listing, of `PAGE` objects each. */
  readonly pages: number;
}

export const ACCOUNT = '111122223333';
export const FOLDER = `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/03/01/`;
/** 2026-03-01T00:00:00Z */
export const DAY_START = 1_772_323_200;
/** Objects of a page of the listing. */
export const PAGE = 1_000;

/** The variable of the environment that has the load, as JSON: threads inherit it. */
const VARIABLE = 'TRAILSPIKE_BENCH_LOAD';

/** Sets the load of the threads that are started from now on. */
export function giveLoad(load: StandInLoad): void {
  process.env[VARIABLE] = JSON.stringify(load);
}

/** The load of this thread. */
export function givenLoad(): StandInLoad {
  return JSON.parse(process.env[VARIABLE] ?? '') as StandInLoad;
}
