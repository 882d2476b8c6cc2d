import type { Signal } from '../../../model/signal.js';
import type { SignalEvidence } from '../../../model/signal-evidence.js';
import { revokeCommands, rotateCommand, type Containable } from '../../response/contain.js';
import { investigateEvidence, investigateSignal, type Place } from '../../response/investigate.js';
import { suppressionFor } from '../../response/suppress.js';
import type { CountedWords } from '../../signal-sentence.js';
import { copyable } from './copy.js';
import { type Child, h, lines } from './dom.js';
import { plural } from '../../words.js';

export interface TriageContext {
  readonly words: CountedWords;
  /** Event family of the items; null where it is not known. */
  readonly family: string | null;
  readonly place: Place;
}

/** The steps from a signal to a decision, to tick off, each with what to run. */
export function triageView(
  signal: Signal,
  evidence: SignalEvidence | undefined,
  { words, family, place }: TriageContext,
): HTMLElement {
  const found = evidence === undefined ? [] : investigateEvidence(signal, evidence, place);
  const keys = evidence?.accessKeys ?? [];
  const items = itemsOf(signal, evidence);
  const rotate = rotateCommand(items, family);
  const isCut = evidence === undefined && items.length < signal.observed.distinctSecrets;
  return h(
    'section',
    { class: 'triage' },
    h('h4', {}, 'Triage'),
    h(
      'ol',
      {},
      step(
        signal,
        1,
        `Is this identity expected to read these ${words.item.many}, at that time, from there? Compare the evidence above with what its owner says.`,
      ),
      step(
        signal,
        2,
        'If it is: suppress it, so that the next one is not a signal.',
        folded('Suppression (Datadog JSON)', copyable(suppressionFor(signal))),
      ),
      step(
        signal,
        3,
        'If it is not: ask the user or owner, and see what else the identity did.',
        copyable(investigateSignal(signal, place)),
      ),
      step(
        signal,
        4,
        'See what else came from the same addresses and keys.',
        ...(found.length > 0
          ? found.map(copyable)
          : [h('p', { class: 'quiet' }, 'The addresses are not known: its records were not read again.')]),
      ),
      step(
        signal,
        5,
        `Respond: end its sessions, then change every ${words.item.one} that it read. These lines are only printed; read them before you run them.`,
        folded('Revoke', ...revokeCommands(signal, keys).map(copyable)),
        rotate &&
          folded(
            `Rotate ${plural(items.length, words.item.one, words.item.many)}${isCut ? ' of more: the others are not named here' : ''}`,
            copyable(rotate),
          ),
      ),
    ),
    signal.message === ''
      ? null
      : folded('What the rule says', h('p', { class: 'message' }, lines(signal.message))),
  );
}

function itemsOf(signal: Signal, evidence: SignalEvidence | undefined): readonly Containable[] {
  return evidence?.items ?? signal.evidence.secrets.map((key) => ({ key, id: '', arn: null }));
}

function folded(title: string, ...children: Child[]): HTMLElement {
  return h('details', {}, h('summary', {}, title), ...children);
}

function step(signal: Signal, number: number, text: string, ...children: Child[]): HTMLElement {
  const box = h('input', { type: 'checkbox' });
  const key = `trailspike:${signal.id}:${number}`;
  box.checked = isTicked(key);
  box.addEventListener('change', () => tick(key, box.checked));
  return h('li', {}, h('label', {}, box, ' ', text), ...children);
}

/** Browsers may refuse to keep anything for a page from a file. */
function isTicked(key: string): boolean {
  try {
    return localStorage.getItem(key) === 'done';
  } catch {
    return false;
  }
}

function tick(key: string, isDone: boolean): void {
  try {
    if (isDone) localStorage.setItem(key, 'done');
    else localStorage.removeItem(key);
  } catch {
    // Then a tick lasts as long as the page is open.
  }
}
