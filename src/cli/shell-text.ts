/** An argument as a POSIX shell takes it: quoted where that is needed. */
export function shellArgument(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Arguments as one line for a POSIX shell. */
export function shellLine(texts: readonly string[]): string {
  return texts.map(shellArgument).join(' ');
}
