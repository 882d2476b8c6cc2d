/** A command that a document shows, with the output that it says the command has. */
export interface Documented {
  readonly command: string;
  /** In order; `…` at the end of a line stands for the rest of it, a line of `…` for any lines. */
  readonly output: readonly string[];
}

/** The commands in the `console` blocks of a document, in order. */
export function documentedCommands(text: string): Documented[] {
  return blocks(text, 'console').flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command = '', ...output] = part.trimEnd().split('\n');
        return { command, output };
      }),
  );
}

/** The blocks of a language in a document, without their fences. */
export function blocks(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, name]) => name === language)
    .map(([, , body = '']) => body);
}

/**
 * The first line of a documented output that a real one lacks at its place; undefined where all are there.
 * Lines before the first `…` begin the real output, and lines after one follow in order, next to each other.
 */
export function firstMissing(documented: readonly string[], real: readonly string[]): string | undefined {
  let at = 0;
  let maySkip = false;
  for (const line of documented) {
    if (line === '…') {
      maySkip = true;
      continue;
    }
    if (maySkip) while (at < real.length && !matches(line, real[at]!)) at++;
    if (at >= real.length || !matches(line, real[at]!)) return line;
    at++;
    maySkip = false;
  }
  return maySkip || at === real.length ? undefined : `(nothing more, but there is: ${real[at]})`;
}

function matches(documented: string, real: string): boolean {
  return documented.endsWith('…') ? real.startsWith(documented.slice(0, -1)) : real === documented;
}
