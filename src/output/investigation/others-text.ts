import type { Others, OthersOf } from '../../triage/investigation/investigation.js';
import { section } from './section.js';

const MOST_ROWS = 25;
const MOST_NAMES = 5;

/** Others on the same addresses, and other readers of the same items. */
export function othersLines({ onAddresses, ofItems, notFollowed }: Others): string[] {
  return [
    ...block('others on these addresses', onAddresses, notFollowed.addresses, 'addresses'),
    ...block('other readers of these secrets', ofItems, notFollowed.items, 'secrets'),
  ];
}

function block(title: string, all: readonly OthersOf[], notFollowed: number, noun: string): string[] {
  const lines = section(title, all.map(othersLine), MOST_ROWS);
  if (notFollowed > 0) lines.push('', `${title}: ${notFollowed} more ${noun} were not looked up`);
  return lines;
}

function othersLine({ value, callers, more }: OthersOf): string {
  const named = callers
    .slice(0, MOST_NAMES)
    .map(
      ({ identity, count, failed }) => `${identity} (${count}${failed === 0 ? '' : `, ${failed} failed`})`,
    );
  const rest = callers.length - named.length + more;
  return `         ${value}: ${named.join(', ')}${rest === 0 ? '' : `, and ${rest} more`}`;
}
