import { type Signal, type SignalStatus, STATUSES } from '../../../model/signal.js';
import { append, button, byId, h } from './dom.js';
import { plural } from '../../words.js';
import type { PageModel } from './page-model.js';
import { SignalCard } from './signal-card.js';

/** Cards are made in portions of this many, so that thousands of signals cost as much as they are looked at. */
const PORTION = 100;

const LONGEST_NAME = 80;

type Status = SignalStatus | 'suppressed';

interface Order {
  readonly title: string;
  readonly compare: (a: Signal, b: Signal) => number;
}

/** The order of the files is that of `compareSignals`; sorting is stable. */
const ORDERS: readonly Order[] = [
  { title: 'severity', compare: () => 0 },
  { title: 'newest', compare: (a, b) => compareTexts(b.start, a.start) },
  { title: 'oldest', compare: (a, b) => compareTexts(a.start, b.start) },
  { title: 'most new items', compare: (a, b) => b.observed.newSecrets - a.observed.newSecrets },
  { title: 'most events', compare: (a, b) => b.observed.retrievals - a.observed.retrievals },
  { title: 'identity', compare: (a, b) => compareTexts(a.identity.key, b.identity.key) },
];

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A choice as wide as a name of 100 KB would be of no use. */
function short(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}…`;
}

const statusOf = ({ status, suppressed }: Signal): Status => (suppressed === null ? status : 'suppressed');

/** All signals, with what chooses and orders them. */
export class SignalList {
  readonly #model: PageModel;
  readonly #cards = new Map<Signal, SignalCard>();
  readonly #list = h('div', { class: 'cards' });
  readonly #count = h('p', { role: 'status', class: 'quiet' });
  readonly #more = button('', () => this.#add(), { class: 'more' });
  readonly #search = h('input', {
    type: 'search',
    id: 'search',
    placeholder: 'identity, item, address, id …',
    autocomplete: 'off',
  });
  readonly #boxes = new Map<Status, HTMLInputElement>();
  readonly #order = h('select', { id: 'order' });
  readonly #rule = h('select', { id: 'rule' });
  #shown: readonly Signal[] = [];
  #made = 0;

  constructor(model: PageModel) {
    this.#model = model;
    const place = byId('signals');
    append(place, [this.#toolbar(), this.#count, this.#list, this.#more]);
    this.#choose();
    new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.#add();
      },
      { rootMargin: '600px' },
    ).observe(this.#more);
    addEventListener('keydown', (event) => this.#key(event));
    addEventListener('hashchange', () => this.#openNamed());
    if (!this.#openNamed() && this.#shown[0] !== undefined) this.#card(this.#shown[0]).open();
  }

  #toolbar(): HTMLElement {
    const { signals, rules } = this.#model;
    const counts = new Map<Status, number>();
    for (const signal of signals) counts.set(statusOf(signal), (counts.get(statusOf(signal)) ?? 0) + 1);
    const statuses: readonly Status[] = [...[...STATUSES].reverse(), 'suppressed'];
    const boxes = statuses.flatMap((status) => {
      const count = counts.get(status);
      if (count === undefined) return [];
      const box = h('input', { type: 'checkbox', checked: status !== 'suppressed' || counts.size === 1 });
      box.addEventListener('change', () => this.#choose());
      this.#boxes.set(status, box);
      return [
        h(
          'label',
          { class: 'choice' },
          box,
          ' ',
          h('span', { class: `chip ${status}` }, status),
          ` ${count}`,
        ),
      ];
    });
    for (const { title } of ORDERS) this.#order.append(h('option', { value: title }, title));
    this.#rule.append(h('option', { value: '' }, 'all rules'));
    for (const { id, name, signals: amount } of rules) {
      if (amount > 0) this.#rule.append(h('option', { value: id }, `${short(name)} (${amount})`));
    }
    let waiting: ReturnType<typeof setTimeout> | undefined;
    this.#search.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.#choose(), 120);
    });
    this.#order.addEventListener('change', () => this.#choose());
    this.#rule.addEventListener('change', () => this.#choose());
    return h(
      'form',
      { class: 'toolbar', role: 'search', 'aria-label': 'Choose signals' },
      h('label', { for: 'search' }, 'Search ', this.#search),
      h('label', { for: 'order' }, 'Sort by ', this.#order),
      rules.filter(({ signals: amount }) => amount > 0).length > 1 &&
        h('label', { for: 'rule' }, 'Rule ', this.#rule),
      h('fieldset', {}, h('legend', {}, 'Severity'), ...boxes),
      h(
        'p',
        { class: 'quiet keys' },
        'Keys: / searches, j and k go to the next and the previous signal, Enter opens it.',
      ),
    );
  }

  #choose(): void {
    const words = this.#search.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const rule = this.#rule.value;
    const { compare } = ORDERS.find(({ title }) => title === this.#order.value) ?? ORDERS[0]!;
    this.#shown = this.#model.signals
      .filter((signal) => this.#boxes.get(statusOf(signal))?.checked !== false)
      .filter((signal) => rule === '' || signal.rule.id === rule)
      .filter(
        (signal) => words.length === 0 || words.every((word) => this.#model.textOf(signal).includes(word)),
      )
      .sort(compare);
    this.#list.replaceChildren();
    this.#made = 0;
    this.#count.textContent =
      this.#shown.length === this.#model.signals.length
        ? plural(this.#shown.length, 'signal')
        : `${plural(this.#shown.length, 'signal')} of ${this.#model.signals.length.toLocaleString('en')}`;
    this.#add();
  }

  #add(): void {
    const next = this.#shown.slice(this.#made, this.#made + PORTION);
    this.#list.append(...next.map((signal) => this.#card(signal).element));
    this.#made += next.length;
    const left = this.#shown.length - this.#made;
    this.#more.hidden = left === 0;
    this.#more.textContent = `Show ${Math.min(left, PORTION)} more of ${left.toLocaleString('en')}`;
  }

  #card(signal: Signal): SignalCard {
    let card = this.#cards.get(signal);
    if (card === undefined) {
      card = new SignalCard(signal, this.#model);
      this.#cards.set(signal, card);
    }
    return card;
  }

  /** Opens the signal that the address names, as `#signal-ID`. */
  #openNamed(): boolean {
    const id = /^#signal-(\w+)$/.exec(location.hash)?.[1];
    const at = this.#shown.findIndex((signal) => signal.id === id);
    if (at < 0) return false;
    while (this.#made <= at) this.#add();
    const card = this.#card(this.#shown[at]!);
    card.open();
    card.element.scrollIntoView();
    return true;
  }

  #key(event: KeyboardEvent): void {
    const { target, key } = event;
    const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'Escape' && target === this.#search) {
      this.#search.value = '';
      this.#choose();
    } else if (isTyping && !(target instanceof HTMLInputElement && target.type === 'checkbox')) return;
    else if (key === '/') {
      event.preventDefault();
      this.#search.focus();
    } else if (key === 'j' || key === 'k') this.#move(key === 'j' ? 1 : -1);
  }

  #move(by: number): void {
    const current = document.activeElement?.closest('article') ?? null;
    const at = this.#shown.findIndex((signal) => this.#cards.get(signal)?.element === current);
    const next = at < 0 ? 0 : Math.min(this.#shown.length - 1, Math.max(0, at + by));
    while (this.#made <= next && this.#made < this.#shown.length) this.#add();
    const signal = this.#shown[next];
    if (signal !== undefined) this.#card(signal).focus();
  }
}
