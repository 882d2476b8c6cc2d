import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { environment } from './environment.js';

/** Values of one section by their names in lower case; those of an indented block as `BLOCK.NAME`. */
export type Section = ReadonlyMap<string, string>;

/** What the shared AWS config and credentials files say about one profile. */
export interface AwsProfile {
  readonly name: string;
  /** How the profile was chosen. `default`: nobody named one. */
  readonly named: 'option' | 'environment' | 'default';
  /** Whether a file has it. */
  readonly exists: boolean;
  /** From both files; where both have a name, the value of the credentials file. */
  readonly values: Section;
  /** The section `[services NAME]` that the profile names, if it does. */
  readonly services: Section | undefined;
  /** All sections of the config file, by the names that `parseSections` gives them. */
  readonly sections: ReadonlyMap<string, Section>;
  /** The files that were looked for, for messages. */
  readonly files: readonly string[];
  /** Files that begin with a byte order mark, with which other AWS tools cannot read them. */
  readonly marked: readonly string[];
}

/**
 * Reads the profile that was named, by the option, by `AWS_PROFILE` or by `AWS_DEFAULT_PROFILE`; else `default`. A file
 * that cannot be read is as good as empty.
 */
export async function readAwsProfile(option: string | undefined): Promise<AwsProfile> {
  const fromEnvironment = environment('AWS_PROFILE') ?? environment('AWS_DEFAULT_PROFILE');
  const name = option ?? fromEnvironment ?? 'default';
  const named = option !== undefined ? 'option' : fromEnvironment !== undefined ? 'environment' : 'default';
  const files = [fileOf('AWS_CONFIG_FILE', 'config'), fileOf('AWS_SHARED_CREDENTIALS_FILE', 'credentials')];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  const [config, credentials] = texts.map(parseSections);
  const parts = [config!.get(`profile ${name}`) ?? (name === 'default' ? config!.get(name) : undefined)];
  parts.push(credentials!.get(name));
  const values = new Map(parts.flatMap((part) => [...(part ?? [])]));
  const services = values.get('services');
  return {
    name,
    named,
    exists: parts.some((part) => part !== undefined),
    values,
    services: services === undefined ? undefined : config!.get(`services ${services}`),
    sections: config!,
    files,
    marked: files.filter((_, at) => texts[at]!.startsWith(MARK)),
  };
}

function fileOf(variable: string, name: string): string {
  const file = environment(variable);
  return file?.replace(/^~(?=\/|$)/, homedir()) ?? join(homedir(), '.aws', name);
}

const MARK = '\uFEFF';

/**
 * The sections of a config or credentials file, by their names without quotes: `default`, `profile NAME`,
 * `services NAME`. A later value of a name replaces an earlier one. Lines that are none of the format are left out.
 */
export function parseSections(text: string): ReadonlyMap<string, Section> {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let block = '';
  for (const line of text.replace(MARK, '').split(/\r?\n/)) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const name = /^\s*\[(.*?)\]/.exec(line)?.[1]?.replace(/["']/g, '').trim().replace(/\s+/g, ' ');
    if (name !== undefined) {
      sections.set(name, (section = sections.get(name) ?? new Map<string, string>()));
      block = '';
      continue;
    }
    const pair = /^(\s*)([^\s=][^=]*?)\s*=\s*(.*)$/.exec(line);
    if (section === undefined || pair === null) continue;
    const value = pair[3]!.replace(/(?:^|\s)[#;].*$/, '').trim();
    const key = pair[2]!.toLowerCase();
    if (pair[1] === '' || block === '') {
      section.set(key, value);
      block = key;
    } else if (section.get(block) === '') {
      section.set(`${block}.${key}`, value);
    }
  }
  return sections;
}
