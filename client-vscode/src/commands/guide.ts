/** The commands about one guide: document, show, write anew, copy, open, run, save, pin. */

import * as vscode from 'vscode';
import type { Guide } from '../page/guide';
import { exampleOf } from '../page/page';
import type { Following } from '../view/following';
import type { GuidePanels } from '../view/panels';
import type { Writing } from '../writing';
import { documentParams, namesBlock, showParams } from './arguments';
import { offerFile, pythonEditor } from './editor';
import { placesOf, runExample } from './example';
import { savingFolder } from './home';
import { say } from './say';

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
      const params = documentParams(argument, namesBlock(argument) ? null : await pythonEditor());
      if (params === null)
        return offerFile(vscode.l10n.t('Open a Python file, and put the cursor into the block.'));
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

async function savePage(guide: Guide): Promise<void> {
  const name = `${guide.name.replace(/[^\p{L}\p{N}_.-]+/gu, '_') || 'guide'}.md`;
  const folder = savingFolder(placesOf(guide));
  const target = await vscode.window.showSaveDialog({
    filters: { Markdown: ['md'] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(guide.page));
  await vscode.window.showTextDocument(target);
}

function setPinned(guide: Guide, pinned: boolean): void {
  guide.pinned = pinned;
  guide.changed();
}
