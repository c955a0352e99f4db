/** How the extension is bundled: what is loaded with it, and the language client, which is loaded with the server. */

export const MOST_BYTES = 600_000;

const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  mainFields: ['module', 'main'],
  conditions: ['node', 'import'],
};

/** The client's library is larger than all the rest: read with it, it would make every start slower. */
const clientApart = {
  name: 'client-apart',
  setup(build) {
    build.onResolve({ filter: /\/client$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './client.js', external: true } : undefined,
    );
  },
};

export const extension = { ...shared, entryPoints: ['src/extension.ts'], plugins: [clientApart] };
export const client = { ...shared, entryPoints: ['src/server/client.ts'] };
