/** Longest text that stands for no value. */
const LONGEST = 11;

/** What tables and exports write where there is no value, in lower case: Hive's `\N`, Kibana's `-`, Python's `None` … */
const NO_VALUES: ReadonlySet<string> = new Set([
  ...['', '-', '--', '\\n', 'n/a', 'nil', 'nan', 'none', 'null', 'undefined'],
  ...['(null)', '<null>', '[null]', '(none)', '(empty)', '(blank)', '<na>'],
]);

/** Whether a text stands for no value, as programs write it that cannot leave a field out. */
export function isNoValue(text: string): boolean {
  return text.length <= LONGEST && NO_VALUES.has(text.trim().toLowerCase());
}

/** An error's code or message; empty where a program wrote that there is none. */
export function errorText(text: string): string {
  return text !== '' && isNoValue(text) ? '' : text;
}
