import { printable } from '../printable.js';
import { clip, textWidth } from './text-width.js';

const ARN = /^arn:[^:]*:[^:]*:[^:]*:([^:]*):([^/:]+)\/(.+)$/;

/**
 * The key of an identity in at most `width` columns. What tells identities apart stays longest: role and session, or the
 * name of a user; then the account, then what kind of identity it is. Without control characters.
 */
export function shortenIdentity(key: string, width: number): string {
  const text = printable(key);
  if (textWidth(text) <= width) return clip(text, width);
  const [, account, type, path] = ARN.exec(text) ?? [];
  if (account === undefined || type === undefined || path === undefined) return clip(text, width, 'middle');
  const names = namesOf(type, path);
  const name = names.join('/');
  const fits = [`${account}:${type}/${path}`, `${account}:…/${name}`, `…/${name}`].find(
    (shorter) => textWidth(shorter) <= width,
  );
  return fits ?? clip(`…/${shareRoom(names, width - 2)}`, width);
}

/** Role and session, or the name without the path before it. */
function namesOf(type: string, path: string): string[] {
  const at = path.indexOf('/');
  if (type === 'assumed-role' && at > 0) return [path.slice(0, at), path.slice(at + 1)];
  return [path.slice(path.lastIndexOf('/') + 1)];
}

/** Names joined by `/` in `width` columns: a short name stays whole, long ones share the rest. */
function shareRoom([first = '', second]: readonly string[], width: number): string {
  if (second === undefined) return clip(first, width, 'middle');
  const room = Math.max(2, width - 1);
  const half = Math.floor(room / 2);
  const firstWidth = Math.min(textWidth(first), Math.max(half, room - textWidth(second)));
  return `${clip(first, firstWidth, 'middle')}/${clip(second, room - firstWidth, 'middle')}`;
}
