/** The commands about one guide: document, show, write anew, copy, open, run, save, pin. */

import * as vscode from 'vscode';
import type { Guide } from '../page/guide';
import { exampleOf } from '../page/page';
import type { Following } from '../view/following';
import type { GuidePanels } from '../view/panels';
import type { Writing } from '../writing';
import { documentParams, showParams } from './arguments';

export interface GuideParts {
  readonly panels: GuidePanels;
  readonly writing: Writing;
  readonly following: Following;
}

type Command = (argument: unknown) => unknown;

export function guideCommands({ panels, writing, following }: GuideParts): Record<string, Command> {
  const guide = (argument: unknown): Guide | null => {
    if (typeof argument === 'string') return panels.guides.find(each => each.key === argument) ?? null;
    return panels.current?.guide ?? null;
  };
  const about = (act: (guide: Guide) => unknown): Command => {
    return argument => {
      const found = guide(argument);
      return found === null ? say(vscode.l10n.t('No guide is open.')) : act(found);
    };
  };
  return {
    document: async argument => {
      const params = documentParams(argument);
      if (params === null)
        return say(vscode.l10n.t('Open a Python file, and put the cursor into the block.'));
      await writing.document(params);
    },
    show: async argument => {
      const params = showParams(argument);
      if (params !== null) await writing.show(params);
    },
    copyKept: async argument => {
      const params = showParams(argument);
      if (params !== null) await copy(await writing.page(params), vscode.l10n.t('The guide is copied.'));
    },
    reveal: argument => {
      const found = panels.guides.find(each => each.key === argument || each.uri === argument);
      if (found !== undefined) panels.show(found);
    },
    anew: about(each => writing.anew(each)),
    stop: argument => {
      const chosen = guide(argument);
      const stopped = chosen?.isWriting === true ? [chosen] : panels.guides.filter(each => each.isWriting);
      for (const each of stopped) each.stop?.();
    },
    revealBlock: about(each => following.revealBlock(each)),
    copyPage: about(each => copy(each.page, vscode.l10n.t('The guide is copied.'))),
    copyExample: about(each => copy(exampleOf(each.bodies), vscode.l10n.t('The example is copied.'))),
    openExample: about(each => openExample(each)),
    runExample: about(each => runExample(each)),
    savePage: about(each => savePage(each)),
    pin: about(each => setPinned(each, true)),
    unpin: about(each => setPinned(each, false)),
  };
}

async function copy(text: string, done: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`$(check) ${done}`, 3000);
}

async function openExample(guide: Guide): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    language: 'python',
    content: exampleOf(guide.bodies),
  });
  await vscode.window.showTextDocument(document);
}

/** Runs the example as the person would: in a terminal, in the folder of the code, after a question. */
async function runExample(guide: Guide): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    return say(vscode.l10n.t('An example is run only in a workspace that you trust.'));
  }
  const example = exampleOf(guide.bodies);
  if (example === '') return say(vscode.l10n.t('This guide has no example.'));
  const run = vscode.l10n.t('Run');
  const question = vscode.l10n.t('Run the example in a terminal?');
  const detail = vscode.l10n.t(
    'It runs with your rights, and can do what the code of this project can do:\n\n{0}',
    example,
  );
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, run)) !== run) return;
  const uri = vscode.Uri.parse(guide.uri);
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.Uri.joinPath(uri, '..');
  const { executable, file } = await exampleFile(example);
  const terminal = vscode.window.createTerminal({
    name: vscode.l10n.t('Example of {0}', guide.name || 'BlockGuide'),
    cwd: folder,
    shellPath: executable,
    shellArgs: ['-X', 'utf8', '-i', file],
    env: { PYTHONPATH: folder.fsPath },
  });
  terminal.show();
}

async function exampleFile(example: string): Promise<{ executable: string; file: string }> {
  const { mkdtemp, writeFile } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const { join } = await import('node:path');
  const { findInterpreter } = await import('../server/interpreter');
  const file = join(await mkdtemp(join(tmpdir(), 'blockguide-')), 'example.py');
  await writeFile(file, example);
  const choice = await findInterpreter();
  return { executable: choice.kind === 'found' ? choice.executable : 'python3', file };
}

async function savePage(guide: Guide): Promise<void> {
  const name = `${guide.name.replace(/[^\p{L}\p{N}_.-]+/gu, '_') || 'guide'}.md`;
  const defaultUri = vscode.Uri.joinPath(vscode.Uri.parse(guide.uri), '..', name);
  const target = await vscode.window.showSaveDialog({ defaultUri, filters: { Markdown: ['md'] } });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(guide.page));
  await vscode.window.showTextDocument(target);
}

function setPinned(guide: Guide, pinned: boolean): void {
  guide.pinned = pinned;
  guide.changed();
}

function say(message: string): void {
  void vscode.window.showInformationMessage(`BlockGuide: ${message}`);
}
