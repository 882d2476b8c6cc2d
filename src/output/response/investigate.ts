import { shellLine } from '../../base/shell-text.js';
import type { Signal } from '../../model/signal.js';
import type { SignalEvidence } from '../../model/signal-evidence.js';
import { DAY, formatInstant } from '../../model/time.js';
import type { Command } from './command.js';

/** More of one kind are left out: the first ones have the most new items. */
const MOST = 3;

/** What an investigation reads. */
export interface Place {
  /** Addresses of what the run read. */
  readonly sources: readonly string[];
  /** The output directory of the run. */
  readonly out: string;
}

/** Everything that the identity of a signal did. */
export function investigateSignal({ id }: Pick<Signal, 'id'>, { sources, out }: Place): Command {
  return {
    title: 'See what else it did',
    text: line(sources, ['--signal', id, '--out', out]),
  };
}

/** Everything that was done with the access keys of a signal and from its new addresses, from a day before to a day after. */
export function investigateEvidence(
  { start, end }: Pick<Signal, 'start' | 'end'>,
  { origins, accessKeys }: Pick<SignalEvidence, 'origins' | 'accessKeys'>,
  { sources }: Pick<Place, 'sources'>,
): Command[] {
  const from = formatInstant(Date.parse(start) / 1000 - DAY);
  const to = formatInstant(Date.parse(end) / 1000 + DAY);
  const within = ['--from', from, '--to', to];
  const addresses = origins
    .filter(({ addressKind }) => addressKind === 'public' || addressKind === 'private')
    .sort((a, b) => Number(b.isNew) - Number(a.isNew) || b.newItems - a.newItems);
  return [
    ...[...new Set(addresses.map(({ address }) => address))].slice(0, MOST).map((address) => ({
      title: `See what else came from ${address}`,
      text: line(sources, ['--ip', address, ...within]),
    })),
    ...accessKeys.slice(0, MOST).map(({ id }) => ({
      title: `See what else was done with the key ${id}`,
      text: line(sources, ['--access-key', id, ...within]),
    })),
  ];
}

/** The address of a source as a command takes it: a folder by its path. */
export function sourceArgument(uri: string): string {
  return uri.startsWith('file:') ? decodeURIComponent(new URL(uri).pathname) : uri;
}

function line(sources: readonly string[], options: readonly string[]): string {
  return shellLine([
    'trailspike',
    'investigate',
    ...(sources.length === 0 ? ['SOURCE'] : sources.map(sourceArgument)),
    ...options,
  ]);
}
