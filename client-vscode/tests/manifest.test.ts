import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SELECTOR } from '../src/server/selector';

test('what is offered for Python is offered where it is served', () => {
  const manifest = readFileSync('package.json', 'utf8');
  const clauses = [...manifest.matchAll(/"when": "([^"]*editorLangId == python[^"]*)"/g)];
  assert.equal(clauses.length, 6);
  const schemes = SELECTOR.map(each => each.scheme).join('|');
  const served = `editorLangId == python && resourceScheme =~ /^(${schemes})$/`;
  for (const [, clause] of clauses) assert.ok(clause?.includes(served), clause);
});
