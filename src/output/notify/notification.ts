import type { RuleResult } from '../../main-thread/result.js';
import type { Signal } from '../../model/signal.js';
import { sentenceOf } from '../findings/describe.js';
import { cutText, plainText, wellFormed } from '../findings/plain-text.js';

/** Longest text of a record in a message for people. */
const MOST_SHOWN = 300;
/** Longest text in `signal`: the longest ARN of AWS. */
const MOST_EXACT = 2048;

/** What is posted about a signal, as JSON: `text` for people, in the form that Slack takes, and the `signal` itself. */
export function notificationOf(signal: Signal, result: RuleResult): string {
  const { status, rule, identity, id, evidence } = signal;
  const [region] = evidence.regions;
  const lines = [
    `[${status}] ${shown(rule.name)}`,
    shown(identity.key),
    shown(sentenceOf(signal, result), 3 * MOST_SHOWN),
    `account ${shown(identity.accountId || 'unknown')}${region === undefined ? '' : `, ${shown(region)}`}, signal ${id}`,
  ];
  return JSON.stringify({
    text: lines.join('\n'),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    signal: wellFormed(cutTexts(signal)),
  });
}

/**
 * A text of a record as chat programs show it and no more: Slack's control characters are escaped, and what they would
 * make a link, a mention or a channel of is broken up by brackets.
 */
function shown(text: string, most = MOST_SHOWN): string {
  return cutText(plainText(text), most)
    .replaceAll('://', '[:]//')
    .replace(/[@#]/g, '[$&]')
    .replace(/\.(?=\p{L})/gu, '[.]')
    .replaceAll('](', '] (')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function cutTexts(value: unknown): unknown {
  if (typeof value === 'string') return cutText(value, MOST_EXACT);
  if (Array.isArray(value)) return value.map(cutTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cutTexts(one)]));
}
