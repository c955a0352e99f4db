/** "Show what is sent to the model": the very messages, in a tab that cannot be edited. */

import * as vscode from 'vscode';
import { documentParams, namesBlock, paramsOfGuide } from '../commands/arguments';
import { type DocumentParams, type ErrorData, REQUEST_SENT, type SentAnswer } from '../protocol';
import type { Service } from '../server/service';
import type { GuidePanels } from '../view/panels';
import { sentPage } from './page';

export const SENT_SCHEME = 'blockguide-sent';

/** The server's name for packages of a model that are not installed. */
const NO_PACKAGES = 'no-packages';

const texts = new Map<string, string>();
const changes = new vscode.EventEmitter<vscode.Uri>();

export const sentTexts: vscode.TextDocumentContentProvider = {
  onDidChange: changes.event,
  provideTextDocumentContent: uri => texts.get(uri.path) ?? '',
};

export interface SentParts {
  readonly service: Service;
  readonly panels: GuidePanels;
  /** Whether the packages of a model are there, now or already. */
  readonly install: () => Promise<boolean>;
}

/** Shows it for the guide before the person, or for what is selected. */
export async function showSent(parts: SentParts, argument: unknown): Promise<void> {
  const { panels } = parts;
  const shown = panels.current?.webview.active === true ? panels.current.guide : null;
  const params =
    shown !== null && !namesBlock(argument) ? await paramsOfGuide(shown) : documentParams(argument);
  if (params === null) {
    const told = vscode.l10n.t('Open a Python file, and put the cursor into the block.');
    void vscode.window.showInformationMessage(`BlockGuide: ${told}`);
    return;
  }
  const answer = await asked(parts, params);
  if (answer === null) return;
  const name = vscode.Uri.parse(params.uri).path.split('/').pop() ?? '';
  const uri = vscode.Uri.from({ scheme: SENT_SCHEME, path: `/${name}.md` });
  texts.set(uri.path, sentPage(answer, words()));
  changes.fire(uri);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: true, preserveFocus: false });
}

/** What would be sent; null where the packages that tell it are missing, and are not wanted. */
async function asked({ service, install }: SentParts, params: DocumentParams): Promise<SentAnswer | null> {
  const request = async () => (await service.ready()).sendRequest<SentAnswer>(REQUEST_SENT, params);
  try {
    return await request();
  } catch (error) {
    const { data } = error as { data?: Partial<ErrorData> };
    if (data?.code !== NO_PACKAGES) throw error;
    return (await install()) ? request() : null;
  }
}

function words() {
  return {
    title: vscode.l10n.t('What is sent to the model'),
    sent: (model: string) =>
      vscode.l10n.t('This is sent to `{0}` when it documents the block, and nothing else.', model),
    nothing: vscode.l10n.t(
      'Nothing is sent: no model is chosen. To a model this would be sent, and nothing else.',
    ),
    tokens: (count: number) => vscode.l10n.t('About {0} tokens.', count),
    secrets: (count: number) => vscode.l10n.t('Replaced, as they look like secrets: {0}.', count),
    dropped: (what: string) => vscode.l10n.t('Left out: {0}.', what),
  };
}
