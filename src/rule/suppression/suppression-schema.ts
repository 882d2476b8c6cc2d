import { z } from 'zod';
import { filledText, flag, shape, text, texts, wholeNumber } from '../schema-parts.js';

const moment = wholeNumber(0);

/** The attributes of a suppression, as Datadog's API takes them and gives them back. Other keys mean nothing. */
export const suppressionSchema = z.looseObject(
  {
    name: filledText,
    enabled: flag,
    rule_query: text,
    suppression_query: text.nullish(),
    data_exclusion_query: text.nullish(),
    description: text.nullish(),
    start_date: moment.nullish(),
    expiration_date: moment.nullish(),
    tags: texts.nullish(),
  },
  shape,
);

export type SuppressionJson = z.infer<typeof suppressionSchema>;
