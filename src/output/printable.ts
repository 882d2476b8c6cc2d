/**
 * Characters that control a terminal, reverse text or cannot be seen: control characters, marks of direction, ends of
 * lines and paragraphs, halves of surrogate pairs, and what Unicode says to ignore. Apart from these are the joiners and
 * variation selectors that scripts and emoji are written with.
 */
const HARMFUL = /(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_C}\p{DI}]/gu;

/** A text of JSON with these characters as escapes, apart from the line feeds between its lines: the same JSON. */
export function printableJson(json: string): string {
  return json.replace(HARMFUL, (character) =>
    character === '\n'
      ? character
      : Array.from({ length: character.length }, (_, at) => escapeOf(character.charCodeAt(at))).join(''),
  );
}

function escapeOf(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

/** Replaces the characters that control a terminal or reverse text: texts from records may contain any character. */
export function printable(text: string): string {
  return text.replace(HARMFUL, '�');
}
