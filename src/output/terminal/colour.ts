import type { SignalStatus } from '../../model/signal.js';

/** How a text looks. The numbers are those of SGR (ECMA-48): set, and set back. */
const STYLES = {
  alarm: [1, 31],
  red: [31],
  yellow: [33],
  green: [32],
  cyan: [36],
  bold: [1],
  dim: [2],
} as const satisfies Readonly<Record<string, readonly number[]>>;

export type Style = keyof typeof STYLES;

/** Gives a text a style. Without colours it stays as it is. */
export type Paint = (style: Style, text: string) => string;

export const unpainted: Paint = (_, text) => text;

const painted: Paint = (style, text) => `\x1b[${STYLES[style].join(';')}m${text}\x1b[0m`;

/** @param stream on which the texts are shown */
export function painter(stream: { readonly isTTY?: boolean }, env = process.env): Paint {
  return wantsColour(stream.isTTY === true, env) ? painted : unpainted;
}

/**
 * Whether to show colours: on a terminal that is not dumb, unless `NO_COLOR` is set (no-color.org). `FORCE_COLOR` goes
 * before both, as in Node.js: `0` and `false` mean no, all else yes.
 */
export function wantsColour(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: no, TERM: terminal } = env;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && (no === undefined || no === '') && terminal !== 'dumb';
}

/** How the status of a signal looks. */
export const STATUS_STYLE: Readonly<Record<SignalStatus, Style>> = {
  critical: 'alarm',
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'dim',
};
