const KEY = /^([a-z]{2,}(?:-[a-z0-9]+)+):(\d{12}):(.+)$/s;

/** The parts of an item's key `REGION:ACCOUNT:NAME`. */
export interface ItemParts {
  readonly region: string;
  readonly accountId: string;
  readonly name: string;
}

/** @returns the whole key as name, and no region and account, where it has another form */
export function itemParts(key: string): ItemParts {
  const [, region = '', accountId = '', name = key] = KEY.exec(key) ?? [];
  return { region, accountId, name };
}
