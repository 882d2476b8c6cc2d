import { escape } from '../html-text.js';
import type { RuleSummary } from '../summary.js';

/** The rules of a run with what each found; nothing for one rule. */
export function ruleTable(rules: readonly RuleSummary[]): string {
  if (rules.length < 2) return '';
  const rows = rules.map(({ id, name, classification, signals, retrievals, failures, identities }) => {
    const { tactic, technique } = classification;
    const cells = [
      escape(name),
      `<code>${escape(id)}</code>`,
      escape([tactic, technique].filter((one) => one !== '').join(', ')),
      signals,
      retrievals,
      failures,
      identities,
    ];
    return `<tr>${cells.map((cell, at) => `<td${at < 3 ? '' : ' class="figure"'}>${cell}</td>`).join('')}</tr>`;
  });
  const titles = [
    'rule',
    'id',
    'tactic, technique',
    'signals',
    'events counted',
    'failed ones',
    'identities',
  ];
  return `<h2>Rules</h2>
<div class="scroller" tabindex="0" role="region" aria-label="Rules"><table><thead><tr>${titles.map((title, at) => `<th scope="col"${at < 3 ? '' : ' class="figure"'}>${title}</th>`).join('')}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div>
`;
}
