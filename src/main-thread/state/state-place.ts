import type { SourceOptions } from '../../source/source-kinds.js';
import type { StateNames } from './state-names.js';
import type { StateSettings } from './state-header.js';
import type { WorkingDirectory } from './working-directory.js';

/** A folder that keeps what a run leaves to later ones. */
export interface KeptState {
  readonly folder: string;
  /** Makes what is durable in the folder durable where the state is. @throws TrailspikeError */
  save(): Promise<void>;
}

/** Where a run keeps its state: nowhere, in a folder, or in S3 with a copy in a folder. */
export interface StatePlace {
  /** `undefined`: nothing is kept. */
  readonly kept: KeptState | undefined;
  /** Aborted when the state can no longer be kept. `undefined`: that cannot happen. */
  readonly lost: AbortSignal | undefined;
  /**
   * Opens the folder, or a temporary one for a run that keeps nothing.
   * @throws TrailspikeError as `openWorkingDirectory`
   */
  open(settings: StateSettings): WorkingDirectory;
}

/** How states that are not in folders are reached, and for which run. */
export interface StateAccess {
  readonly options: SourceOptions;
  /** Id of the run. */
  readonly run: string;
  /** How often what is new is saved to S3, milliseconds. @default 30,000 */
  readonly saveEvery?: number;
  /** Learns which folders are copies of which states. */
  readonly names: StateNames;
  /** Ends the opening. */
  readonly signal: AbortSignal;
}
