import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shell } from '../src/view/html';
import type { All } from '../src/view/messages';

const FIRST = {
  type: 'all',
  language: 'ru',
  title: 'Guide',
  bodies: { description: 'Ends a page: </script><script>alert(1)</script> <!-- x', steps: '', example: '' },
} as unknown as All;

test('the page holds its first words, and nothing of them is taken for HTML', () => {
  const page = shell({ script: 'run();', style: 'body { margin: 0; }' }, FIRST);
  assert.equal(page.split('</script>').length, 3);
  assert.doesNotMatch(page, /alert\(1\)<|<!-- x/);
  const [, held = ''] = /id="first">(.*)<\/script>/.exec(page) ?? [];
  assert.deepEqual(JSON.parse(held), FIRST);
  assert.match(page, /<html lang="ru">/);
});

test('the page loads nothing, and runs and draws only what came in it', () => {
  const page = shell({ script: 'run();', style: 'body { margin: 0; }' }, FIRST);
  const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  const [, nonce] = /<script nonce="([^"]*)">run\(\);/.exec(page) ?? [];
  assert.equal(policy, `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`);
  assert.doesNotMatch(page, / (src|href)=/);
});
