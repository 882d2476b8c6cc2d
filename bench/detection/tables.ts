import type { JobResult } from './run-job.js';
import type { Recall, ScoreCard } from './score-card.js';

/** A Markdown table, its first column left, the others right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|---|${'---:|'.repeat(head.length - 1)}`, ...rows.map(line)].join('\n');
}

const percent = (share: number): string => `${Math.round(100 * share)}`;

function recallCell(recall: Recall | undefined): string {
  if (recall === undefined || recall.all === 0) return '–';
  const { found, all, interval } = recall;
  return `${percent(found / all)} % (${percent(interval[0])}–${percent(interval[1])})`;
}

/** Two or three significant digits. */
function rateCell(rate: number): string {
  return rate === 0 ? '0' : rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en');
}

function delayCell(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** The comparison: recall by shape, false signals and delay of each detector. */
export function comparisonTable(scoreCards: readonly ScoreCard[]): string {
  const row = (name: string, cell: (scoreCard: ScoreCard) => string) => [name, ...scoreCards.map(cell)];
  const shapes = namesIn(scoreCards, ({ recallByShape }) => recallByShape);
  const thefts = scoreCards[0]?.recall.all ?? 0;
  return table(
    ['theft', ...scoreCards.map(({ detector }) => detector)],
    [
      ...shapes.map((shape) => row(shape, ({ recallByShape }) => recallCell(recallByShape[shape]))),
      ...(thefts > 0 ? [row(`**all ${thefts}**`, ({ recall }) => `**${recallCell(recall)}**`)] : []),
      row(
        '**false signals** per 1,000 roles and users a month',
        ({ falseRate }) => `**${rateCell(falseRate)}**`,
      ),
      ...(thefts > 0
        ? [
            row('delay, median', ({ delay }) => (delay ? delayCell(delay.median) : '–')),
            row('delay, 90 % within', ({ delay }) => (delay ? delayCell(delay.p90) : '–')),
          ]
        : []),
    ],
  );
}

/** The false signals of each detector by persona, per 1,000 roles and users a month; the rows add up to the total. */
export function falseByPersonaTable(
  scoreCards: readonly ScoreCard[],
  principals: Readonly<Record<string, number>>,
): string {
  const total = Object.values(principals).reduce((sum, count) => sum + count, 0);
  return table(
    ['false signals by persona', 'share of principals', ...scoreCards.map(({ detector }) => detector)],
    Object.keys(principals)
      .sort()
      .map((persona) => [
        persona,
        `${percent(principals[persona]! / total)} %`,
        ...scoreCards.map(({ falseRateByPersona }) => rateCell(falseRateByPersona[persona] ?? 0)),
      ]),
  );
}

export function recallByPersonaTable(scoreCards: readonly ScoreCard[]): string {
  const personas = namesIn(scoreCards, ({ recallByPersona }) => recallByPersona);
  return table(
    ['thefts by persona of the victim', 'thefts', ...scoreCards.map(({ detector }) => detector)],
    personas.map((persona) => [
      persona,
      `${scoreCards[0]!.recallByPersona[persona]?.all ?? 0}`,
      ...scoreCards.map(({ recallByPersona }) => recallCell(recallByPersona[persona])),
    ]),
  );
}

/** Recall and false signals in each mix. */
export function byMixTable(scoreCards: readonly ScoreCard[]): string {
  const mixes = namesIn(scoreCards, ({ falseRateByMix }) => falseRateByMix);
  return table(
    ['mix: found, false signals', ...scoreCards.map(({ detector }) => detector)],
    mixes.map((mix) => [
      mix,
      ...scoreCards.map(
        ({ recallByMix, falseRateByMix }) =>
          `${recallCell(recallByMix[mix])}, ${rateCell(falseRateByMix[mix] ?? 0)}`,
      ),
    ]),
  );
}

/** The thefts that all detectors missed, by shape and persona of the victim. */
export function missedByAll(scoreCards: readonly ScoreCard[], results: readonly JobResult[]): string {
  const compared = new Set(scoreCards.map(({ detector }) => detector));
  const missed = new Map<string, number>();
  for (const { detectors } of results) {
    const scores = detectors.filter(({ name }) => compared.has(name)).map(({ score }) => score);
    scores[0]?.thefts.forEach(({ shape, persona }, i) => {
      if (scores.some(({ thefts }) => thefts[i]!.delay !== null)) return;
      const name = `${shape} of ${persona}`;
      missed.set(name, (missed.get(name) ?? 0) + 1);
    });
  }
  const list = [...missed].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${count} × ${name}`);
  return `Found by none of them: ${list.length === 0 ? 'no theft' : list.join(', ')}.`;
}

/** The trade-off between recall and false signals, one line for each tolerance. */
export function tradeOffTable(scoreCards: readonly ScoreCard[]): string {
  return table(
    ['detector', 'found', 'false signals per 1,000 a month', 'delay, median'],
    scoreCards.map(({ detector, recall, falseRate, delay }) => [
      detector,
      recallCell(recall),
      rateCell(falseRate),
      delay ? delayCell(delay.median) : '–',
    ]),
  );
}

/** Measured rates on data without thefts next to the documented ones. */
export function calibrationTable(
  scoreCards: readonly ScoreCard[],
  documented: readonly (number | undefined)[],
): string {
  return table(
    ['tolerance', 'false signals per 1,000 a month', 'documented', 'measured / documented'],
    scoreCards.map(({ falseRate }, index) => {
      const stated = documented[index];
      return [
        `${index + 1}`,
        rateCell(falseRate),
        stated === undefined ? '–' : rateCell(stated),
        stated === undefined ? '–' : (falseRate / stated).toFixed(2),
      ];
    }),
  );
}

function namesIn(
  scoreCards: readonly ScoreCard[],
  groups: (scoreCard: ScoreCard) => Readonly<Record<string, unknown>>,
): string[] {
  return [...new Set(scoreCards.flatMap((one) => Object.keys(groups(one))))].sort();
}
