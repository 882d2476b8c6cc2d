/** Colours of the style sheet, for what is drawn on a canvas. */
export interface Colours {
  readonly text: string;
  readonly grid: string;
  readonly own: string;
  readonly role: string;
  readonly fresh: string;
  readonly band: string;
  readonly bound: string;
  readonly span: string;
  readonly gap: string;
  readonly lines: readonly string[];
}

const LINES = 11;

export function colours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: of('text'),
    grid: of('grid'),
    own: of('own'),
    role: of('role'),
    fresh: of('fresh'),
    band: of('band'),
    bound: of('bound'),
    span: of('span'),
    gap: of('gap'),
    lines: Array.from({ length: LINES }, (_, index) => of(`line-${index}`)),
  };
}

/** Calls back when the colours change: between light and dark, and for print. */
export function onColoursChange(draw: () => void): void {
  for (const query of ['(prefers-color-scheme: dark)', 'print']) {
    matchMedia(query).addEventListener('change', draw);
  }
}
