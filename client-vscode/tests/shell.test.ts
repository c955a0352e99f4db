import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstWords } from '../src/view/first';
import { shell } from '../src/view/html';
import type { All } from '../src/view/messages';

const FIRST = {
  type: 'all',
  language: 'ru',
  written: 'en',
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
  const [, nonce] = /<script nonce="([^"]*)">/.exec(page) ?? [];
  assert.doesNotMatch(page, /run\(\);/);
  assert.equal(policy, `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`);
  assert.doesNotMatch(page, / (src|href)=/);
});

const PLAIN = {
  ...FIRST,
  headings: { description: 'Description' },
  status: { tone: 'busy', text: 'Writing…', detail: '', actions: [] },
  name: 'total',
  where: 'shop.py',
} as unknown as All;

function told(description: string): string {
  return firstWords({ ...PLAIN, bodies: { ...PLAIN.bodies, description } });
}

test('a plain Description stands in the page before its script has run', () => {
  const words = told('`total` adds "prices" & more.\n\nIt takes `a < b`, `*rest` and `x_y`.');
  const [, head = '', paragraphs = ''] = /^(.*)<div>(.*)<\/div><\/section>$/.exec(words) ?? [];
  assert.match(
    head,
    /<h1 lang="en">Guide<\/h1>.*<code>total<\/code> · shop\.py.*Writing….*<section class="description" lang="en"><h2>Description<\/h2>/,
  );
  assert.equal(
    paragraphs,
    '<p><code>total</code> adds &quot;prices&quot; &amp; more.</p>' +
      '<p>It takes <code>a &lt; b</code>, <code>*rest</code> and <code>x_y</code>.</p>',
  );
});

test('a Description that Markdown may take for more waits for the script', () => {
  for (const marked of [
    '',
    '*bold*',
    'a_b',
    '- one',
    '1. one',
    '# one',
    '<b>',
    '[a](b)',
    '``a`b``',
    '&lt;',
    '    code',
  ])
    assert.equal(told(marked), '', marked);
});
