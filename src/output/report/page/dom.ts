import { printable } from '../../printable.js';
import { timeText } from '../../words.js';

export type Child = Node | string | number | false | null | undefined;

type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/**
 * An element. Texts become text nodes, never markup, and lose the characters that reverse or hide text: they come from
 * records, which an attacker may have written.
 * @param attributes an attribute that is `true` is empty, one that is `false` or undefined is left out
 */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      element.setAttribute(attribute, value === true ? '' : printable(value));
  }
  append(element, children);
  return element;
}

export function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : printable(String(child)));
  }
}

/** A text of several lines. */
export function lines(text: string): Text {
  return document.createTextNode(text.split('\n').map(printable).join('\n'));
}

/** The element that the page has under an id. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}

/** A button that does something. */
export function button(text: string, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const element = h('button', { type: 'button', ...attributes }, text);
  element.addEventListener('click', onClick);
  return element;
}

export interface Column<Row> {
  readonly title: string;
  readonly isFigure?: boolean;
  readonly cell: (row: Row) => Child | readonly Child[];
}

/** Rows beyond so many are shown on request. */
const MOST_ROWS = 50;

/** A table that can be scrolled sideways. */
export function table<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): HTMLElement {
  const body = h('tbody');
  const add = (some: readonly Row[]): void => {
    for (const row of some) body.append(h('tr', {}, ...columns.map((column) => cellOf(column, row))));
  };
  add(rows.slice(0, MOST_ROWS));
  const head = columns.map(({ title, isFigure }) =>
    h('th', { scope: 'col', class: isFigure && 'figure' }, title),
  );
  const whole = h('table', {}, h('caption', {}, caption), h('thead', {}, h('tr', {}, ...head)), body);
  const scroller = h(
    'div',
    { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': caption },
    whole,
  );
  if (rows.length <= MOST_ROWS) return scroller;
  const more = button(`Show all ${rows.length}`, () => {
    add(rows.slice(MOST_ROWS));
    more.remove();
  });
  return h('div', {}, scroller, more);
}

function cellOf<Row>({ isFigure, cell }: Column<Row>, row: Row): HTMLElement {
  const content = cell(row);
  const children = Array.isArray(content) ? (content as readonly Child[]) : [content as Child];
  return h('td', { class: isFigure && 'figure' }, ...children);
}

/** `2026-03-01T12:00:05Z` as `2026-03-01 12:00:05`. */
export function instant(time: string): HTMLElement {
  return h('time', { datetime: time }, timeText(time));
}

export function code(text: string): HTMLElement {
  return h('code', {}, text);
}
