import type { Command } from '../../response/command.js';
import { byId, button, h, lines } from './dom.js';

/** A text with a button that copies it as it is. */
export function copyable({ title, text }: Command): HTMLElement {
  return h(
    'figure',
    { class: 'command' },
    h(
      'figcaption',
      {},
      title,
      copyButton(() => text, title),
    ),
    h('pre', { tabindex: '0', 'aria-label': title }, lines(text)),
  );
}

export function copyButton(text: () => string, what: string): HTMLButtonElement {
  const copy = button('Copy', () => void toClipboard(text()).then((isCopied) => show(copy, isCopied)), {
    class: 'copy',
    'aria-label': `Copy: ${what}`,
  });
  return copy;
}

function show(copy: HTMLButtonElement, isCopied: boolean): void {
  const message = isCopied ? 'Copied' : 'Not copied: select the text';
  copy.textContent = message;
  byId('said').textContent = message;
  setTimeout(() => (copy.textContent = 'Copy'), 2000);
}

async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** For pages that browsers do not let write to the clipboard, such as those from plain HTTP. */
function copyBySelection(text: string): boolean {
  const field = h('textarea', { class: 'unseen', 'aria-hidden': 'true' });
  field.value = text;
  document.body.append(field);
  field.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way where the clipboard is refused
  const isCopied = document.execCommand('copy');
  field.remove();
  return isCopied;
}
