import { withoutPasswords } from '../base/without-passwords.js';

/** Options whose values are secrets. */
const SECRET = '--notify';

/** Arguments of the command line as `summary.json` may show them: without secrets. */
export function shownArguments(args: readonly string[]): string[] {
  return args.map((arg, index) => {
    if (args[index - 1] === SECRET) return '…';
    return arg.startsWith(`${SECRET}=`) ? `${SECRET}=…` : withoutPasswords(arg);
  });
}
