import type { CoverageGap } from '../../../model/integrity.js';
import type { AnalysisResult, Signal } from '../../../model/signal.js';
import { lengthText } from '../../duration-text.js';
import { gapText } from '../../gap-text.js';
import { minuteText, plural } from '../../words.js';
import { signalSentence } from '../../signal-sentence.js';
import { copyButton } from './copy.js';
import { append, code, h, instant } from './dom.js';
import { briefEvidence, evidenceView } from './evidence-view.js';
import type { PageModel } from './page-model.js';
import { signalChart } from './signal-chart.js';
import { triageView } from './triage-view.js';

/** One signal: a heading that opens, and below it, made when it is first opened, all that is known of it. */
export class SignalCard {
  readonly element: HTMLElement;
  readonly #signal: Signal;
  readonly #model: PageModel;
  readonly #heading: HTMLButtonElement;
  readonly #body: HTMLElement;

  constructor(signal: Signal, model: PageModel) {
    this.#signal = signal;
    this.#model = model;
    const { id, identity, status, suppressed } = signal;
    const shown = suppressed === null ? status : 'suppressed';
    const body = `body-${id}`;
    this.#body = h('div', { class: 'body', id: body, hidden: true });
    this.#heading = h(
      'button',
      { type: 'button', 'aria-expanded': 'false', 'aria-controls': body },
      h('span', { class: `chip ${shown}` }, shown),
      ' ',
      h('span', { class: 'identity' }, identity.key),
    );
    this.#heading.addEventListener('click', () => (this.#body.hidden ? this.open() : this.#close()));
    this.element = h(
      'article',
      { class: shown, id: `signal-${id}`, 'aria-labelledby': `heading-${id}` },
      h('h3', { id: `heading-${id}` }, this.#heading),
      h('p', { class: 'sentence' }, sentenceOf(signal, model)),
      h(
        'p',
        { class: 'quiet' },
        instant(signal.start),
        ' UTC, ',
        lengthText((Date.parse(signal.end) - Date.parse(signal.start)) / 1000),
        model.rules.length > 1 && ` · ${signal.rule.name}`,
        suppressed !== null && ` · suppressed by ${suppressed.by}`,
      ),
      this.#body,
    );
  }

  open(): void {
    if (this.#body.childElementCount === 0) append(this.#body, this.#content());
    this.#body.hidden = false;
    this.#heading.setAttribute('aria-expanded', 'true');
  }

  #close(): void {
    this.#body.hidden = true;
    this.#heading.setAttribute('aria-expanded', 'false');
  }

  focus(): void {
    this.#heading.focus();
    this.element.scrollIntoView({ block: 'nearest' });
  }

  #content(): HTMLElement[] {
    const [signal, model] = [this.#signal, this.#model];
    const { reasons, analyses, identities, identity, id } = signal;
    const evidence = model.evidenceOf(signal);
    const activity = model.activityOf(signal);
    const { words, family } = model.ruleOf(signal);
    const { all: gaps, near } = model.gapsOf(signal);
    const parts = [
      reasons.length > 0 && h('ul', { class: 'reasons' }, ...reasons.map((reason) => h('li', {}, reason))),
      identities.length > 1 &&
        h(
          'details',
          {},
          h('summary', {}, `${identities.length} identities`),
          h('ul', {}, ...identities.map((key) => h('li', {}, code(key)))),
        ),
      gapNote(near, model.moreGaps),
      activity !== undefined && signalChart(signal, activity, { evaluated: model.span, gaps, words }),
      h('h4', {}, 'Evidence'),
      ...(evidence === undefined ? briefEvidence(signal, words) : evidenceView(signal, evidence, words)),
      h(
        'details',
        {},
        h('summary', {}, `What was tested: ${analyses.map(({ kind }) => kind).join(', ')}`),
        h('ul', {}, ...analyses.map((one) => h('li', {}, analysisText(one)))),
      ),
      triageView(signal, evidence, { words, family, place: model.place }),
      h(
        'p',
        { class: 'quiet' },
        'Signal ',
        code(id),
        ' of ',
        code(identity.key),
        ' ',
        copyButton(() => identity.key, 'the identity'),
        ` ${[signal.classification.tactic, signal.classification.technique].filter((one) => one !== '').join(', ')}`,
      ),
    ];
    return parts.filter((part) => part !== false);
  }
}

/** Nearest gaps that are named on a card. */
const MOST_GAPS = 5;

/** That the identity may have been busy where nothing was seen. */
function gapNote(near: readonly CoverageGap[], moreElsewhere: number): HTMLElement | false {
  const [nearest] = near;
  if (nearest === undefined) return false;
  const rest = near.length - MOST_GAPS;
  return h(
    'section',
    { class: 'warning gaps' },
    h(
      'p',
      {},
      `Not all of CloudTrail was seen between ${minuteText(nearest.from)} and ${minuteText(nearest.to)} UTC` +
        `${near.length > 1 ? ' and at other times' : ''}: quiet here does not mean quiet.`,
    ),
    h(
      'ul',
      {},
      ...near.slice(0, MOST_GAPS).map((gap) => h('li', {}, gapText(gap))),
      rest > 0 && h('li', {}, `and ${plural(rest, 'more gap')}`),
    ),
    moreElsewhere > 0 && h('p', {}, `${plural(moreElsewhere, 'more gap')} of this run are not on this page.`),
  );
}

function sentenceOf(signal: Signal, model: PageModel): string {
  return signalSentence(signal, model.ruleOf(signal).words, model.evidenceOf(signal));
}

function analysisText({ kind, windowSeconds, observed, upperBound, pValue }: AnalysisResult): string {
  return `${kind}: ${observed} in ${lengthText(windowSeconds)}, at most ${upperBound} before (${probability(pValue)})`;
}

function probability(pValue: number | null): string {
  if (pValue === null) return 'a fixed bound, no p-value';
  return pValue === 0 ? 'p below 1e-300' : `p = ${pValue.toExponential(1)}`;
}
