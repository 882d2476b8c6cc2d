import { withHostingProvider } from '../hosting/hosting-provider.js';
import type { AnalysisResult, Signal } from '../model/signal.js';
import type { SignalEvidence } from '../model/signal-evidence.js';
import { lengthText } from './duration-text.js';

/** What the items and events of a rule are called. */
export interface CountedWords {
  readonly item: { readonly one: string; readonly many: string };
  readonly event: { readonly one: string; readonly many: string };
}

/** Exact times are known where the records of a signal were read again. */
export type SentenceEvidence = Pick<SignalEvidence, 'origins' | 'moreOrigins'>;

/** Networks beyond so many are counted. */
const MOST_NETWORKS = 2;

/**
 * Why a signal is one, in plain words: `read 20 secrets in 5 s, 18 of them never before, from 203.0.113.0/24, never seen;
 * at most 2 in 30 min before`.
 */
export function signalSentence(signal: Signal, words: CountedWords, evidence?: SentenceEvidence): string {
  const { identities } = signal;
  const others = identities.length < 2 ? '' : `, over ${identities.length} identities`;
  const parts = [
    `${whatOf(signal, words)} ${timeOf(signal, evidence)}${others}`,
    newOf(signal),
    fromOf(signal),
  ];
  return `${parts.filter((part) => part !== '').join(', ')}${expectedOf(signal)}`;
}

function whatOf({ observed, estimated }: Signal, { item, event }: CountedWords): string {
  const { retrievals, failures, distinctSecrets } = observed;
  const about = estimated ? 'about ' : '';
  if (distinctSecrets > 0) {
    const often = retrievals > distinctSecrets ? ` ${about}${retrievals} times` : '';
    return `read ${about}${counted(distinctSecrets, item)}${often}`;
  }
  return retrievals > 0
    ? `caused ${about}${counted(retrievals, event)}`
    : `failed ${counted(failures, times)}`;
}

const times = { one: 'time', many: 'times' };

function counted(amount: number, { one, many }: { readonly one: string; readonly many: string }): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

function timeOf({ start, end }: Signal, evidence: SentenceEvidence | undefined): string {
  if (evidence === undefined || evidence.origins.length === 0 || evidence.moreOrigins > 0) {
    return `within ${lengthText((Date.parse(end) - Date.parse(start)) / 1000)}`;
  }
  const seconds = evidence.origins
    .flatMap(({ first, last }) => [first, last])
    .map((time) => Date.parse(time) / 1000);
  return `in ${lengthText(Math.max(...seconds) - Math.min(...seconds) + 1)}`;
}

function newOf({ observed: { newSecrets, distinctSecrets } }: Signal): string {
  if (newSecrets === 0) return '';
  if (newSecrets >= distinctSecrets)
    return distinctSecrets === 1 ? 'never before' : 'all of them never before';
  return `${newSecrets} of them never before`;
}

function fromOf({ evidence: { newOrigins, strangeNetworks } }: Signal): string {
  if (strangeNetworks.length > 0) {
    return `from ${listed(strangeNetworks.map(withHostingProvider))}, strange to the organisation`;
  }
  const networks = [
    ...new Set(newOrigins.map((origin) => origin.slice(0, Math.max(0, origin.lastIndexOf('|'))))),
  ];
  return networks.length === 0 ? '' : `from ${listed(networks)}, with a network or tool that it had not used`;
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NETWORKS;
  const shown = names.slice(0, MOST_NETWORKS).join(' and ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** The bound of the strongest analysis that has one. */
function expectedOf({ analyses }: Signal): string {
  const strongest = analyses.reduce<AnalysisResult | undefined>(
    (best, one) => (best === undefined || (one.pValue ?? 1) < (best.pValue ?? 1) ? one : best),
    undefined,
  );
  const bound = analyses.find(({ kind }) => kind === 'breadth' || kind === 'volume') ?? strongest;
  if (bound === undefined) return '';
  return `; at most ${bound.upperBound} in ${lengthText(bound.windowSeconds)} before`;
}
