import type { RuleResult } from '../../main-thread/result.js';
import { escape } from './html-text.js';

/** The rules of a run with what each found, and a choice of the rule whose signals are shown. Needs no script. */
export function ruleTable(rules: readonly RuleResult[]): string {
  if (rules.length < 2) return '';
  const rows = rules.map(({ rule, signals, totals }) => {
    const { tactic, technique } = rule.classification;
    const cells = [
      escape(rule.name),
      `<code>${escape(rule.id)}</code>`,
      escape([tactic, technique].filter((id) => id !== '').join(', ')),
      signals.length,
      totals.retrievals,
      totals.failures,
      totals.identities,
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return `<h2>Rules</h2>
<table><thead><tr><th>rule</th><th>id</th><th>tactic, technique</th><th>signals</th><th>events counted</th><th>failed ones</th><th>identities</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
${ruleFilter(rules)}
`;
}

function ruleFilter(rules: readonly RuleResult[]): string {
  const shown = rules.flatMap(({ rule, signals }, index) =>
    signals.length === 0 ? [] : [{ index, text: `${rule.name} (${signals.length})` }],
  );
  if (shown.length < 2) return '';
  const choice = (id: string, text: string, isChecked: boolean): string =>
    `<label><input type="radio" name="rule" id="${id}"${isChecked ? ' checked' : ''}> ${escape(text)}</label>`;
  const hide = shown.map(
    ({ index }) => `body:has(#only-${index}:checked) article:not(.rule-${index}) { display: none; }`,
  );
  return `<style>${hide.join('\n')}</style>
<fieldset><legend>Show the signals of</legend>${[
    choice('all-rules', 'all rules', true),
    ...shown.map(({ index, text }) => choice(`only-${index}`, text, false)),
  ].join('')}</fieldset>`;
}
