/** A line above each function and class: document it, or open its guide, and whether that is stale. */

import * as vscode from 'vscode';
import type { DocumentParams } from '../protocol';
import type { GuidePanels } from '../view/panels';
import { definitions } from './definitions';

export class GuideLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private seen = '';
  readonly onDidChangeCodeLenses = this.changes.event;

  constructor(private readonly panels: GuidePanels) {
    this.subscriptions = [
      panels.onDidChange(() => this.attend()),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration('blockguide.codeLens')) this.changes.fire();
      }),
      this.changes,
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!vscode.workspace.getConfiguration('blockguide', document.uri).get('codeLens', false)) return [];
    const uri = document.uri.toString();
    const lines = document.getText().split(/\r\n|\r|\n/);
    return definitions(lines).map(({ line, column, name }) => {
      const at = new vscode.Position(line, column);
      return new vscode.CodeLens(new vscode.Range(at, at), this.command(uri, line, column, name));
    });
  }

  private command(uri: string, line: number, column: number, name: string): vscode.Command {
    const guide = this.panels.guides.find(each => {
      const place = each.uri === uri ? each.place : null;
      return place?.first === line + 1 && each.name.split('.').pop() === name;
    });
    if (guide !== undefined && !guide.isWriting) {
      return {
        title: guide.isEdited ? vscode.l10n.t('Guide is stale') : vscode.l10n.t('Guide'),
        command: 'blockguide.reveal',
        arguments: [guide.key],
      };
    }
    const at = { line, character: column };
    const argument: DocumentParams = { uri, range: { start: at, end: at } };
    return { title: vscode.l10n.t('Document'), command: 'blockguide.document', arguments: [argument] };
  }

  /** The lenses are asked for again when they would say something else, and not at each word that is written. */
  private attend(): void {
    const seen = JSON.stringify(
      this.panels.guides.map(each => [each.uri, each.key, each.isWriting, each.isEdited, each.place?.first]),
    );
    if (seen === this.seen) return;
    this.seen = seen;
    this.changes.fire();
  }
}
