/** How far a run is. The run writes it; read it to show it. */
export class Progress {
  phase: 'reading' | 'evaluating' | 'explaining' | 'writing' = 'reading';
  /** Objects listed and wanted so far. */
  wanted = 0;
  /** Whether the listing has ended, so that `wanted` is final. */
  listed = false;
  /** Objects finished, those of earlier runs included. */
  finished = 0;
  /** Objects finished by an earlier run. */
  alreadyProcessed = 0;
  /** Compressed bytes of objects read in this run. */
  bytes = 0;
  /** Retrievals found in this run, duplicates included. */
  retrievals = 0;
  readonly started = performance.now();

  get seconds(): number {
    return (performance.now() - this.started) / 1000;
  }

  /** Seconds left at the rate so far; `undefined` while the listing continues or this run has finished nothing. */
  get secondsLeft(): number | undefined {
    const done = this.finished - this.alreadyProcessed;
    if (!this.listed || done === 0) return undefined;
    return ((this.wanted - this.finished) * this.seconds) / done;
  }
}
