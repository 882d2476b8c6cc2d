import { isIP } from 'node:net';

/** Whether a text of a record is an IP address, as formats with a field for it take one. */
export function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%');
}
