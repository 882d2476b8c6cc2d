/** Control characters, line ends, and what cannot be seen: a terminal that gets such text pasted may act on it. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}\p{DI}]/u;

/**
 * An argument as a shell takes it: quoted where that is needed. With characters that are not safe to paste, as `$'…'` with
 * escapes, which bash, zsh and ksh know; other arguments suit every POSIX shell.
 */
export function shellArgument(text: string): string {
  if (UNSAFE.test(text)) return `$'${Array.from(new TextEncoder().encode(text), escaped).join('')}'`;
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A byte of UTF-8 within `$'…'`. Three octal digits, because more of them are never read. */
function escaped(byte: number): string {
  const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c;
  return isPlain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
}

/** Arguments as one line for a shell. */
export function shellLine(texts: readonly string[]): string {
  return texts.map(shellArgument).join(' ');
}
