const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * How many values a text of JSON becomes once it is parsed, keys included; a bit more if it is damaged. Counts commas,
 * colons and opening brackets outside of texts, each of which begins one.
 * @param most counting ends when there are more
 */
export function countValues(text: Uint8Array, most: number): number {
  let values = 1;
  const end = text.length;
  for (let at = 0; at < end && values <= most; at++) {
    const byte = text[at]!;
    if (byte === QUOTE) {
      for (at++; at < end && text[at] !== QUOTE; at++) if (text[at] === BACKSLASH) at++;
    } else if (BEGINS_VALUE[byte] === 1) values++;
  }
  return values;
}

const BEGINS_VALUE = new Uint8Array(256);
for (const character of ',:[{') BEGINS_VALUE[character.charCodeAt(0)] = 1;
