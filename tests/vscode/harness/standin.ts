/** A small extension that stands in for the Python extension: it has its name, and exports its environments. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD, PYTHON_BARE } from './places.ts';

const MANIFEST = {
  name: 'python',
  publisher: 'ms-python',
  displayName: 'Python stand-in',
  version: '2026.1.0',
  engines: { vscode: '^1.91.0' },
  main: './main.js',
  activationEvents: [],
  extensionKind: ['workspace'],
  contributes: { commands: [{ command: 'standin.other', title: 'Stand-in: Choose the Other Python' }] },
};

/** Makes the extension's package; it has chosen one Python, and its command chooses the other. */
export function pythonStandIn(chosen: string, other: string): string {
  const directory = mkdtempSync(join(BUILD, 'standin-'));
  const path = join(directory, 'standin.vsix');
  const main = `
    const vscode = require('vscode');
    exports.activate = context => {
      let path = ${JSON.stringify(chosen)};
      const changes = new vscode.EventEmitter();
      context.subscriptions.push(vscode.commands.registerCommand('standin.other', () => {
        path = ${JSON.stringify(other)};
        changes.fire({ path });
      }));
      return {
        environments: {
          getActiveEnvironmentPath: () => ({ path }),
          resolveEnvironment: async each => ({ executable: { uri: vscode.Uri.file(each.path) } }),
          onDidChangeActiveEnvironmentPath: changes.event,
        },
      };
    };`;
  const xml = `<?xml version="1.0" encoding="utf-8"?>
    <PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
      <Metadata>
        <Identity Language="en-US" Id="python" Version="${MANIFEST.version}" Publisher="ms-python"/>
        <DisplayName>${MANIFEST.displayName}</DisplayName>
      </Metadata>
      <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
      <Assets>
        <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
      </Assets>
    </PackageManifest>`;
  const types = `<?xml version="1.0" encoding="utf-8"?>
    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
      <Default Extension=".json" ContentType="application/json"/>
      <Default Extension=".js" ContentType="application/javascript"/>
      <Default Extension=".vsixmanifest" ContentType="text/xml"/>
    </Types>`;
  const files = {
    'extension/package.json': JSON.stringify(MANIFEST),
    'extension/main.js': main,
    'extension.vsixmanifest': xml.trim(),
    '[Content_Types].xml': types.trim(),
  };
  const list = join(directory, 'files.json');
  writeFileSync(list, JSON.stringify(files));
  const zip =
    'import json, sys, zipfile\n' +
    'with zipfile.ZipFile(sys.argv[1], "w") as package:\n' +
    '    for name, text in json.load(open(sys.argv[2], encoding="utf-8")).items(): package.writestr(name, text)';
  execFileSync(PYTHON_BARE, ['-c', zip, path, list]);
  return path;
}
