/** What the rule schema, the documentation and the error budget need to know about one kind of analysis. */
export interface AnalysisDescription {
  /** One sentence: what the analysis finds. */
  readonly meaning: string;
  /**
   * Which error budget the analysis spends. The whole core budget of a rule is 10^-(detectionTolerance + 1).
   * - `core`: part of that budget. The core analyses that a rule asks for divide all of it in proportion to their
   *   shares. The core is closed: its shares add up to 1, so a new analysis cannot take part in it.
   * - `additional`: `share` times the core budget on top of it. A rule that asks for such an analysis accepts that
   *   many more false signals, and no p-value of another analysis changes.
   */
  readonly budget: 'core' | 'additional';
  /** Share of the core budget, above 0; at most 1 for a core analysis. */
  readonly share: number;
}

/**
 * The analyses that a rule may ask for, in the order in which they are listed everywhere. The implementation of each
 * is in src/detect: its registry does not compile while a kind listed here has none.
 */
export const ANALYSIS_DESCRIPTIONS = {
  volume: {
    meaning: 'More retrievals than the own history of the identity explains.',
    budget: 'core',
    share: 1 / 4,
  },
  breadth: {
    meaning: 'More different secrets than the identity ever retrieved in a window of that length.',
    budget: 'core',
    share: 1 / 4,
  },
  novelty: {
    meaning: 'Secrets that no session of the same role ever retrieved before.',
    budget: 'core',
    share: 1 / 4,
  },
  origin: {
    meaning: 'Retrievals from a network that no session of the same role ever used before.',
    budget: 'core',
    share: 1 / 4,
  },
  attempts: {
    meaning:
      'Many different secrets refused, many that a person looks at and does not read, or a first batch that selects all.',
    budget: 'additional',
    share: 1 / 4,
  },
  credential: {
    meaning: 'One temporary access key used from two places at once.',
    budget: 'additional',
    share: 1 / 4,
  },
  spread: {
    meaning: 'One new network, or one tool that comes and goes, at several roles.',
    budget: 'additional',
    share: 1 / 4,
  },
  coincidence: {
    meaning: 'Several rare firsts on one day: secrets, network, tool, a look at the list, refusals.',
    budget: 'additional',
    share: 1 / 2,
  },
} as const satisfies Readonly<Record<string, AnalysisDescription>>;

export type AnalysisKind = keyof typeof ANALYSIS_DESCRIPTIONS;

export const ANALYSIS_KINDS = Object.keys(ANALYSIS_DESCRIPTIONS) as AnalysisKind[];

/** What a threshold case of a rule may count; each is also the kind of its result in a signal. */
export const THRESHOLD_CASE_KINDS = ['denied', 'matchAllBatch', 'crossAccount'] as const;

export type ThresholdCaseKind = (typeof THRESHOLD_CASE_KINDS)[number];

/** What rules of other detection methods than anomaly detection signal: see `DetectionMethod`. */
export type MethodKind = 'threshold' | 'newValue';
