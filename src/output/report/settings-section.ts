import { lengthText } from '../duration-text.js';
import { escape } from '../html-text.js';
import type { RuleSummary, Summary } from '../summary.js';

/** What the run was asked to do: the command line, and each rule. */
export function settingsSection({
  arguments: args,
  version,
  node,
  identity,
  threads,
  decoder,
  rules,
}: Summary): string {
  const program = `Trailspike ${version} on Node ${node}, ${threads.decode} decode threads, ${threads.shards} shard threads${decoder === null ? '' : `, decoder ${decoder}`}`;
  return `<h2>Settings</h2>
<p>${escape(program)}. One identity is ${identity === 'arn' ? 'one ARN (--identity arn)' : 'the role behind a session (--identity issuer)'}.</p>
${args.length === 0 ? '' : `<pre tabindex="0" aria-label="Arguments of the command line">trailspike ${escape(args.join(' '))}</pre>`}
${rules.map(ruleSettings).join('\n')}
`;
}

function ruleSettings({ id, name, counts, settings }: RuleSummary): string {
  const entries: readonly (readonly [string, string])[] = [
    ['id', id],
    ['query', counts.query],
    ['method', settings.method],
    ['counts', settings.aggregation === 'count' ? 'events' : 'different values'],
    ['analyses', settings.analyses.join(', ')],
    ['bucket', lengthText(settings.bucketDuration)],
    ['evaluation window', lengthText(settings.evaluationWindow)],
    ['windows', settings.windows.map(lengthText).join(', ')],
    ['learning', lengthText(settings.learningDuration)],
    ['detection tolerance', String(settings.detectionTolerance)],
    ['least excess', String(settings.minimumExcess)],
    ['keep alive', lengthText(settings.keepAlive)],
    ['longest signal', lengthText(settings.maxSignalDuration)],
    ['severity by what is disclosed', settings.graded ? 'yes' : 'no, by the cases of the rule'],
    [
      'severity rows replaced',
      Object.entries(settings.severity)
        .map((row) => row.join(': '))
        .join(', '),
    ],
  ];
  const rows = entries
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `<tr><th scope="row">${escape(key)}</th><td>${escape(value)}</td></tr>`);
  return `<details><summary>${escape(name)}</summary><table><tbody>${rows.join('')}</tbody></table></details>`;
}
