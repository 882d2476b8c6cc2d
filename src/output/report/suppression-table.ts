import type { Signal } from '../../model/signal.js';
import type { SuppressionUse } from '../../rule/suppression/suppression.js';
import { escape, instant } from '../html-text.js';

/** At most so many signals are listed with the suppression that marked them. */
const MOST_MARKED = 100;

/** Every suppression, with its counts and the signals that it marked. */
export function* suppressionTable(
  uses: readonly SuppressionUse[],
  signals: readonly Signal[],
): Generator<string> {
  if (uses.length === 0) return;
  yield `<h2>Suppressions</h2>
<div class="scroller" tabindex="0" role="region" aria-label="Suppressions"><table><thead><tr><th scope="col">name</th><th scope="col">applies</th><th scope="col">events left out</th><th scope="col">signals matched</th><th scope="col">signals marked</th></tr></thead><tbody>
`;
  for (const { name, enabled, forThisRule, excludedEvents, suppressedSignals } of uses) {
    const applies = !enabled ? 'disabled' : forThisRule ? 'yes' : 'not to this rule';
    const marked = signals.filter(({ suppressed }) => suppressed?.by === name);
    const cells = [escape(name), applies, excludedEvents, suppressedSignals, markedList(marked)];
    yield `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>\n`;
  }
  yield '</tbody></table></div>\n';
}

function markedList(marked: readonly Signal[]): string {
  if (marked.length === 0) return '0';
  const items = marked
    .slice(0, MOST_MARKED)
    .map(({ start, identity }) => `<li>${instant(start)} <code>${escape(identity.key)}</code></li>`);
  const cut = marked.length > MOST_MARKED ? `, the first ${MOST_MARKED}` : '';
  return `<details><summary>${marked.length}${cut}</summary><ul>${items.join('')}</ul></details>`;
}
