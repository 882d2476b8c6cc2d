import type { Dice } from '../base/dice.js';

/** First octets of public ranges, by who is behind them. */
const RANGES = {
  cloud: ['3.', '13.', '18.', '34.', '35.', '44.', '52.', '54.'],
  hosted: ['4.', '13.', '20.', '40.', '52.', '57.', '104.', '172.'],
  household: [
    '24.',
    '67.',
    '71.',
    '73.',
    '78.',
    '81.',
    '82.',
    '84.',
    '86.',
    '87.',
    '90.',
    '93.',
    '99.',
    '108.',
    '122.',
    '124.',
  ],
  business: ['12.', '50.', '62.', '65.', '80.', '85.', '103.', '194.', '195.', '203.', '212.', '213.'],
  rented: [
    '5.',
    '45.',
    '51.',
    '88.',
    '95.',
    '116.',
    '134.',
    '138.',
    '139.',
    '142.',
    '159.',
    '161.',
    '164.',
    '165.',
    '167.',
    '176.',
    '178.',
    '188.',
  ],
  anonymous: ['23.', '37.', '89.', '104.', '146.', '154.', '179.', '185.', '192.', '193.', '199.'],
} as const;

export type Range = keyof typeof RANGES;

export function publicAddress(dice: Dice, range: Range): string {
  return inBlock(dice, publicBlock(dice, range));
}

/** Two octets. */
export function publicBlock(dice: Dice, range: Range): string {
  return dice.pick(RANGES[range]) + String(dice.between(16, 250));
}

export function inBlock(dice: Dice, block: string): string {
  let address = block;
  for (let octets = block.split('.').length; octets < 4; octets++) address += `.${dice.between(1, 254)}`;
  return address;
}

/** The network that an analyst would look up an address in. */
export function blockOf(address: string, octets: 2 | 3 = 2): string {
  return address.includes('amazonaws') ? address : address.split('.').slice(0, octets).join('.');
}
