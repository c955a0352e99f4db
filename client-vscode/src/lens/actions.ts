/** The light bulb: what the server offers as source actions, offered where a person looks for them. */

import * as vscode from 'vscode';
import type { CodeAction, CodeActionParams } from 'vscode-languageclient/node';
import type { Service } from '../server/service';

const SOURCE = 'source.blockguide';

/** The kind of our actions in the editor. Editors leave source actions out of the light bulb. */
export const ACTION_KIND = vscode.CodeActionKind.Empty.append('blockguide');

export class GuideActions implements vscode.CodeActionProvider {
  constructor(private readonly service: Service) {}

  /** By itself the light bulb comes only where code is selected: a bulb at each move of the cursor is a nuisance. */
  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const isInvoked = context.triggerKind === vscode.CodeActionTriggerKind.Invoke;
    if ((!isInvoked && range.isEmpty) || this.service.state.kind !== 'running') return [];
    const client = await this.service.ready();
    const params: CodeActionParams = {
      textDocument: { uri: document.uri.toString() },
      range: { start: { ...json(range.start) }, end: { ...json(range.end) } },
      context: { diagnostics: [], only: [SOURCE], triggerKind: 1 },
    };
    const asked = client.sendRequest<CodeAction[] | null>('textDocument/codeAction', params, token);
    const offered = await asked.catch(error => {
      if (token.isCancellationRequested) return null;
      throw error;
    });
    return (offered ?? []).flatMap(each => {
      const { command } = each;
      if (command === undefined) return [];
      const action = new vscode.CodeAction(
        each.title,
        ACTION_KIND.append(each.kind?.slice(SOURCE.length + 1) ?? ''),
      );
      action.command = { title: each.title, command: command.command, arguments: command.arguments ?? [] };
      return [action];
    });
  }
}

function json({ line, character }: vscode.Position): { line: number; character: number } {
  return { line, character };
}
