import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const json = (name: string): Record<string, string> => JSON.parse(readFileSync(name, 'utf8'));

/** The words that the sources say through `l10n.t`. */
function said(): Set<string> {
  const found = new Set<string>();
  for (const name of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const text = readFileSync(join('src', name), 'utf8');
    const calls = text.match(/l10n\.t\(/g)?.length ?? 0;
    const words = [...text.matchAll(/l10n\.t\(\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")/g)];
    assert.equal(words.length, calls, `${name} says something that cannot be translated`);
    for (const word of words)
      found.add((word[1] ?? word[2] ?? '').replaceAll('\\n', '\n').replaceAll("\\'", "'"));
  }
  return found;
}

test('all that is said has a Russian translation, and nothing else has', () => {
  assert.deepEqual(Object.keys(json('l10n/bundle.l10n.ru.json')).sort(), [...said()].sort());
});

test('all that the manifest says is there, in both languages', () => {
  const manifest = readFileSync('package.json', 'utf8');
  const wanted = [...new Set([...manifest.matchAll(/"%([^%]+)%"/g)].map(found => found[1]))].sort();
  assert.deepEqual(Object.keys(json('package.nls.json')).sort(), wanted);
  assert.deepEqual(Object.keys(json('package.nls.ru.json')).sort(), wanted);
});

test('a translation keeps the places, the code and the links', () => {
  const parts = (text: string) => (text.match(/\{\d\}|`[^`]+`|\]\(command:[^)]+\)/g) ?? []).sort();
  for (const [english, russian] of Object.entries(json('l10n/bundle.l10n.ru.json'))) {
    assert.deepEqual(parts(russian), parts(english), english);
  }
  const english = json('package.nls.json');
  for (const [key, russian] of Object.entries(json('package.nls.ru.json'))) {
    assert.deepEqual(parts(russian), parts(english[key] ?? ''), key);
  }
});
