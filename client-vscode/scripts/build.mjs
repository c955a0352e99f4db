/** Bundles the extension and the page that shows a guide; says how large they are. */
import { copyFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { context } from 'esbuild';
import { client, extension, MOST_BYTES } from './bundles.mjs';

const isWatching = process.argv.includes('--watch');
const shared = {
  bundle: true,
  minify: !isWatching,
  sourcemap: isWatching,
  logLevel: 'warning',
  legalComments: 'none',
};

if (!isWatching) rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
copyFileSync('webview/view.css', 'dist/view.css');
const contexts = await Promise.all([
  context({ ...shared, ...extension, outfile: 'dist/extension.js' }),
  context({ ...shared, ...client, outfile: 'dist/client.js' }),
  context({
    ...shared,
    entryPoints: ['webview/main.ts'],
    outfile: 'dist/view.js',
    platform: 'browser',
    format: 'iife',
    target: 'chrome120',
    alias: { 'linkify-it': './webview/without/linkify.ts', entities: './webview/without/entities.ts' },
  }),
]);
if (isWatching) await Promise.all(contexts.map(each => each.watch()));
else {
  await Promise.all(contexts.map(each => each.rebuild()));
  await Promise.all(contexts.map(each => each.dispose()));
  const bytes = ['extension.js', 'client.js', 'view.js', 'view.css'].map(name => [
    name,
    statSync(`dist/${name}`).size,
  ]);
  const sum = bytes.reduce((total, [, size]) => total + size, 0);
  console.log(`${bytes.map(([name, size]) => `${name} ${size}`).join(', ')}: ${sum} bytes`);
  if (sum > MOST_BYTES) throw new Error(`the bundle is larger than ${MOST_BYTES} bytes`);
}
