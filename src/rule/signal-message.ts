import type { Signal } from '../model/signal.js';
import { valueText } from './query/attributes.js';
import type { Rule } from './rule.js';
import { isSignalField, signalAttributes } from './suppression/signal-attributes.js';

/** A variable of Mustache, with two or three braces. */
const VARIABLE = /\{\{\{?\s*([@\w.-]+)\s*\}?\}\}/g;
/** The begin, the end and the alternative of a part that Datadog shows under a condition. */
const CONDITION = /\{\{(?:[#^/][^}]*|else)\}\}\n?/g;
/** Values of one variable that are shown. */
const MOST_VALUES = 5;

/**
 * The message of a rule about one signal: variables have the values that the signal has, several of them separated by
 * commas. What a signal does not have, such as `@network.client.ip`, stays as its name. Parts under a condition are
 * kept, because what they depend on is not known here.
 */
export function signalMessage(rule: Rule, signal: Signal): string {
  if (rule.message === '') return '';
  const attributes = signalAttributes(signal, rule);
  return rule.message.replace(CONDITION, '').replace(VARIABLE, (_, field: string) => {
    const values = isSignalField(field) ? attributes.valuesOf(field) : [];
    const texts = values.slice(0, MOST_VALUES).map(valueText);
    if (texts.length === 0) return field;
    return values.length > texts.length ? `${texts.join(', ')}, …` : texts.join(', ');
  });
}
