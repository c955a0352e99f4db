/** The page that shows a guide, before its first word: it may run its one script and load its one style sheet. */

import { randomBytes } from 'node:crypto';

export function shell(parts: { source: string; script: string; style: string; language: string }): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; style-src ${parts.source}; script-src 'nonce-${nonce}'; font-src ${parts.source}`;
  return `<!DOCTYPE html>
<html lang="${parts.language}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${parts.style}">
<title>BlockGuide</title>
</head>
<body>
<main id="guide" aria-busy="true"></main>
<script nonce="${nonce}" src="${parts.script}"></script>
</body>
</html>
`;
}
