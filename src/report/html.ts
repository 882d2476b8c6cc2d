import { total } from '../model/coverage.js';
import type { Signal } from '../model/signal.js';
import { VERSION } from '../model/version.js';
import type { RunResult } from '../pipeline/result.js';

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.warning { border-left: 4px solid #c80; padding: .3rem .8rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #8884; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
code { overflow-wrap: anywhere; }
details ul { columns: 2; margin: .3rem 0; padding-left: 1.2rem; }
`;

/** `report.html`: one page that needs neither a network nor a script. */
export function reportHtml(run: RunResult): string {
  const { coverage, totals } = run;
  const skipped = total(coverage.skipped);
  const failed = total(coverage.failed);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Trailspike: ${run.signals.length} signals</title>
<style>${STYLE}</style>
<h1>Anomalous secret retrieval: ${run.signals.length} ${run.signals.length === 1 ? 'signal' : 'signals'}</h1>
${run.warnings.map((warning) => `<p class="warning">${escape(warning)}</p>`).join('\n')}
${run.signals.length === 0 ? '<p>No identity retrieved more secrets than its own history explains.</p>' : signalTable(run.signals)}
<h2>Coverage</h2>
<p>${coverage.listed} objects listed = ${coverage.decoded} decoded + ${failed} failed + ${skipped} skipped.
${totals.retrievals} retrievals and ${totals.failures} failed ones by ${totals.identities} identities.</p>
${reasons('Failed', coverage.failed)}
${reasons('Skipped', coverage.skipped)}
${reasons('Records that matched and could not be counted', coverage.dropped)}
${failedObjects(run)}
<p><small>Trailspike ${VERSION}</small></p>
</html>
`;
}

function signalTable(signals: readonly Signal[]): string {
  const rows = signals.map(
    (signal) => `<tr>
<td>${escape(signal.start)}<br><small>to ${escape(signal.end)}</small></td>
<td>${signal.suppressed === null ? escape(signal.status) : 'suppressed'}</td>
<td><code>${escape(signal.identity.key)}</code>${secretList(signal)}</td>
<td class="number">${signal.estimated ? '≈ ' : ''}${signal.observed.retrievals}</td>
<td class="number">${signal.observed.distinctSecrets}</td>
<td class="number">${signal.observed.newSecrets}</td>
<td>${signal.analyses.map((one) => `${one.kind}: ${one.observed} against ${one.upperBound}, p = ${one.pValue.toExponential(1)}`).join('<br>')}</td>
</tr>`,
  );
  return `<table>
<tr><th>When</th><th>Status</th><th>Identity</th><th class="number">Retrievals</th><th class="number">Secrets</th><th class="number">New</th><th>Why</th></tr>
${rows.join('\n')}
</table>`;
}

function secretList({ evidence }: Signal): string {
  if (evidence.secrets.length === 0) return '';
  const fresh = new Set(evidence.newSecrets);
  const items = evidence.secrets.map(
    (secret) => `<li><code>${escape(secret)}</code>${fresh.has(secret) ? ' new' : ''}</li>`,
  );
  return `<details><summary>secrets</summary><ul>${items.join('')}</ul></details>`;
}

function reasons(title: string, counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts);
  if (entries.length === 0) return '';
  return `<p>${title}: ${entries.map(([reason, amount]) => `${escape(reason)} ${amount}`).join(', ')}.</p>`;
}

function failedObjects(run: RunResult): string {
  if (run.failures.length === 0) return '';
  const items = run.failures
    .slice(0, 100)
    .map(
      ({ uri, reason, detail }) =>
        `<li><code>${escape(uri)}</code>: ${escape(reason)}, ${escape(detail)}</li>`,
    );
  return `<details><summary>Failed objects</summary><ol>${items.join('')}</ol></details>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Texts come from records, which an attacker may have written. */
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
