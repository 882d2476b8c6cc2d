import { isObject } from '../../base/json-values.js';
import { findJsonError } from '../json-error.js';
import { lineOf } from '../json-location.js';
import type { ValidationIssue } from '../validation-issue.js';
import { HclError, looksLikeHcl, readHcl } from './read-hcl.js';
import { TERRAFORM_RULE } from './rules-in.js';

/** The text of a file of rules, parsed. */
export interface ExportDocument {
  readonly json: unknown;
  /** The line (from 1) on which the value at a path begins. */
  readonly lineOf: (path: ValidationIssue['path']) => number;
}

/** A text that is neither JSON nor Terraform's configuration. */
export interface ExportError {
  readonly line: number;
  /** From 1; undefined: the whole line. */
  readonly column?: number;
  readonly message: string;
}

/**
 * Parses the text of a file of rules: JSON, Terraform's configuration (HCL), or HCL inside JSON as Datadog's API
 * converts a rule (`{"terraformContent": "…"}`).
 */
export function readExport(file: string): ExportDocument | ExportError {
  const text = file.startsWith('\uFEFF') ? file.slice(1) : file;
  if (looksLikeHcl(text)) return hclDocument(text);
  const error = findJsonError(text);
  if (error !== undefined) {
    const { line, column, expected } = error;
    return { line, column, message: `not JSON: expected ${expected}` };
  }
  const json: unknown = JSON.parse(text);
  const converted = isObject(json) && !('queries' in json) ? json['terraformContent'] : undefined;
  if (typeof converted !== 'string') return { json, lineOf: (path) => lineOf(text, path) };
  const line = lineOf(text, ['terraformContent']);
  const inner = hclDocument(converted);
  if ('message' in inner)
    return { line, message: `in line ${inner.line} of terraformContent: ${inner.message}` };
  return { json: inner.json, lineOf: () => line };
}

function hclDocument(text: string): ExportDocument | ExportError {
  try {
    return readHcl(text, TERRAFORM_RULE);
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    return { line: error.line, message: error.message };
  }
}
