import type { BuiltPart } from './built-page.js';

/**
 * The beginning of a page up to its body. Its content security policy allows the style sheet and the script that are
 * named, and nothing else.
 * @param title as HTML
 */
export function pageHead(title: string, style: BuiltPart, script?: BuiltPart): string {
  const scripts = script === undefined ? '' : `script-src ${script.hash}; `;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ${scripts}style-src ${style.hash}; base-uri 'none'; form-action 'none'">
<title>${title}</title>
<style>${style.text}</style>
</head>
`;
}
