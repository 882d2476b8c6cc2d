import type { Signal } from '../../model/signal.js';
import { plainText } from './plain-text.js';

/** The columns of `signals.csv`: their names, and what a signal has in them. */
const COLUMNS: Readonly<Record<string, (signal: Signal) => string | number>> = {
  id: ({ id }) => id,
  status: ({ status }) => status,
  suppressed_by: ({ suppressed }) => suppressed?.by ?? '',
  rule_id: ({ rule }) => rule.id,
  rule_name: ({ rule }) => rule.name,
  start: ({ start }) => start,
  end: ({ end }) => end,
  identity: ({ identity }) => identity.key,
  identity_type: ({ identity }) => identity.type,
  account: ({ identity }) => identity.accountId,
  identities: ({ identities }) => list(identities),
  retrievals: ({ observed }) => observed.retrievals,
  failures: ({ observed }) => observed.failures,
  distinct_items: ({ observed }) => observed.distinctSecrets,
  new_items: ({ observed }) => observed.newSecrets,
  estimated: ({ estimated }) => String(estimated),
  p_value: ({ pValue }) => pValue ?? '',
  reasons: ({ reasons }) => list(reasons),
  analyses: ({ analyses }) => list(analyses.map(({ kind }) => kind)),
  new_origins: ({ evidence }) => list(evidence.newOrigins),
  strange_networks: ({ evidence }) => list(evidence.strangeNetworks),
  accounts: ({ evidence }) => list(evidence.accounts),
  regions: ({ evidence }) => list(evidence.regions),
  new_item_names: ({ evidence }) => list(evidence.newSecrets),
  item_names: ({ evidence }) => list(evidence.secrets),
  tactic: ({ classification }) => classification.tactic,
  technique: ({ classification }) => classification.technique,
};

/** The first line of `signals.csv`, with its end. */
export function csvHeading(): string {
  return line(Object.keys(COLUMNS));
}

/** A signal as one line of RFC 4180, with its end. Lists are joined by `; `. */
export function csvLine(signal: Signal): string {
  return line(Object.values(COLUMNS).map((cellOf) => cellOf(signal)));
}

function line(cells: readonly (string | number)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string | number): string {
  return typeof value === 'number' ? String(value) : `"${withoutFormula(value).replaceAll('"', '""')}"`;
}

function list(values: readonly string[]): string {
  return values.join('; ');
}

/**
 * What a spreadsheet takes for a formula where a cell begins with it, also in the width of East Asian text. A cell begins
 * after a separator, too, where the spreadsheet is set to another one than the comma.
 */
const FORMULA = /(^|[,;|"'])(\s*)(?=[=+\-@＝＋－＠])/g;

/** Puts an apostrophe before what would begin a formula: spreadsheets then show the rest as text. */
function withoutFormula(text: string): string {
  return plainText(text).replace(FORMULA, "$1$2'");
}
