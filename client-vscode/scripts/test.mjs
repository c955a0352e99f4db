/** Bundles each test and runs all by `node --test`. */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

rmSync('out', { recursive: true, force: true });
const files = readdirSync('tests').filter(name => name.endsWith('.test.ts'));
await build({
  entryPoints: files.map(name => `tests/${name}`),
  outdir: 'out',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const compiled = files.map(name => `out/${name.replace(/\.ts$/, '.mjs')}`);
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...compiled], {
  stdio: 'inherit',
});
process.exit(run.status ?? 1);
