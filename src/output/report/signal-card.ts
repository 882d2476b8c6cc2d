import type { RuleResult } from '../../main-thread/result.js';
import type { AnalysisResult, Signal } from '../../model/signal.js';
import { escape, instant, plural } from './html-text.js';

/**
 * One signal as a card.
 * @param rule index of its rule among those of the run: the class `rule-N` of the card
 */
export function signalCard(signal: Signal, { subject }: RuleResult, rule: number): string {
  const { observed, identity, evidence } = signal;
  const { noun, event } = subject;
  const status = signal.suppressed === null ? signal.status : 'suppressed';
  const about = signal.estimated ? '≈ ' : '';
  const figures = [
    [event.many, `${about}${observed.retrievals}`],
    [`different ${noun.many}`, `${about}${observed.distinctSecrets}`],
    ['new to it', observed.newSecrets],
    ['failed attempts', observed.failures],
  ] as const;
  return `<article class="${escape(status)} rule-${rule}">
<h3><b>${escape(status)}</b> <code>${escape(identity.key)}</code></h3>
<p>${instant(signal.start)} to ${instant(signal.end)} UTC</p>
<p>${escape(signal.rule.name)} <small>${escape(classificationText(signal))}</small></p>
${whole(signal)}
<dl>${figures.map(([name, figure]) => `<div><dt>${name}</dt><dd>${figure}</dd></div>`).join('')}</dl>
<ul>${signal.analyses.map((one) => `<li>${analysisText(one)}</li>`).join('')}</ul>
${signal.suppressed === null ? '' : `<p>Suppressed by ${escape(signal.suppressed.by)}.</p>`}
${evidence.newOrigins.length === 0 ? '' : `<p>First seen from: ${evidence.newOrigins.map((origin) => `<code>${escape(origin)}</code>`).join(', ')}</p>`}
${itemList(signal, noun)}
${messageOf(signal)}
</article>`;
}

/** Why it has its status, and all identities if it is about several. */
function whole({ reasons: why, identities }: Signal): string {
  const because = why.length === 0 ? '' : `<p>${escape(why.join('; '))}.</p>`;
  if (identities.length < 2) return because;
  return `${because}<ul>${identities.map((key) => `<li><code>${escape(key)}</code></li>`).join('')}</ul>`;
}

function analysisText({ kind, windowSeconds, observed, upperBound, pValue }: AnalysisResult): string {
  return `${kind}: ${observed} in ${windowSeconds / 60} minutes, upper bound ${upperBound} (${probability(pValue)})`;
}

function probability(pValue: number | null): string {
  if (pValue === null) return 'a fixed bound, no p-value';
  return pValue === 0 ? 'p below 1e-300' : `p = ${pValue.toExponential(1)}`;
}

function itemList({ evidence, observed }: Signal, noun: RuleResult['subject']['noun']): string {
  if (evidence.secrets.length === 0) return '';
  const fresh = new Set(evidence.newSecrets);
  const items = evidence.secrets.map(
    (secret) => `<li><code>${escape(secret)}</code>${fresh.has(secret) ? ' <mark>new</mark>' : ''}</li>`,
  );
  const cut = evidence.secrets.length < observed.distinctSecrets ? `, ${evidence.secrets.length} shown` : '';
  const title = `${plural(observed.distinctSecrets, noun.one, noun.many)}, ${observed.newSecrets} new${cut}`;
  return `<details><summary>${title}</summary><ul class="items">${items.join('')}</ul></details>`;
}

function classificationText({ classification: { tactic, technique } }: Signal): string {
  return [tactic, technique].filter((id) => id !== '').join(', ');
}

/** What the rule says to do. It is Markdown, and shown as it is. */
function messageOf({ message }: Signal): string {
  if (message === '') return '';
  return `<details><summary>What to do</summary><p class="message">${escape(message)}</p></details>`;
}
