import { z } from 'zod';
import { filledText, flag, shape, text, texts, wholeNumber } from '../schema-parts.js';

const epochMilliseconds = wholeNumber(0);

/** The attributes of a suppression, as the Datadog API accepts and returns them. Other keys are ignored. */
export const suppressionSchema = z.looseObject(
  {
    name: filledText,
    enabled: flag,
    rule_query: text,
    suppression_query: text.nullish(),
    data_exclusion_query: text.nullish(),
    description: text.nullish(),
    start_date: epochMilliseconds.nullish(),
    expiration_date: epochMilliseconds.nullish(),
    tags: texts.nullish(),
  },
  shape,
);

export type SuppressionJson = z.infer<typeof suppressionSchema>;
