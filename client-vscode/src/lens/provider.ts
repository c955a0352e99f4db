/** A line above each function and class: document it, or open its guide, and whether that is stale. */

import * as vscode from 'vscode';
import { guideOf, isStale } from '../guides/heads';
import type { KeptGuides } from '../guides/kept';
import type { DocumentParams, KeptGuide, ShowParams } from '../protocol';
import { settingOf } from '../value';
import { codeOf } from '../view/code';
import type { GuidePanels } from '../view/panels';
import { type Definition, definitions } from './definitions';

export class GuideLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private seen = '';
  readonly onDidChangeCodeLenses = this.changes.event;

  constructor(
    private readonly panels: GuidePanels,
    private readonly kept: KeptGuides,
  ) {
    this.subscriptions = [
      kept.onDidChange(() => this.changes.fire()),
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

  async provideCodeLenses(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[]> {
    const settings = vscode.workspace.getConfiguration('blockguide', document.uri);
    if (!settingOf(settings, 'codeLens', false)) return [];
    const uri = document.uri.toString();
    const heads = definitions(codeOf(document).all());
    const kept = heads.length > 0 ? await this.kept.of(uri, token) : [];
    return heads.map(head => {
      const at = new vscode.Position(head.line, head.column);
      return new vscode.CodeLens(new vscode.Range(at, at), this.command(uri, head, kept));
    });
  }

  private command(uri: string, head: Definition, kept: readonly KeptGuide[]): vscode.Command {
    const guide = guideOf(kept, head);
    const open = this.openGuide(uri, head, guide?.key);
    if (open !== undefined) {
      const command = 'blockguide.reveal';
      return {
        ...titled(open.isEdited || (guide !== null && isStale(guide))),
        command,
        arguments: [open.key],
      };
    }
    if (guide !== null) {
      const params: ShowParams = { key: guide.key, uri, name: guide.name };
      const tooltip = guide.reasons.join('\n');
      return { ...titled(isStale(guide)), tooltip, command: 'blockguide.show', arguments: [params] };
    }
    const at = { line: head.line, character: head.column };
    const argument: DocumentParams = { uri, range: { start: at, end: at } };
    return { title: vscode.l10n.t('Document'), command: 'blockguide.document', arguments: [argument] };
  }

  private openGuide(uri: string, head: Definition, key: string | undefined) {
    return this.panels.guides.find(each => {
      if (each.uri !== uri || each.stage !== 'whole' || each.key === '') return false;
      const stands = each.place?.first === head.line + 1 && each.name.split('.').pop() === head.name;
      return stands || each.key === key;
    });
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

function titled(isStale: boolean): { title: string } {
  return { title: isStale ? vscode.l10n.t('Guide is stale') : vscode.l10n.t('Guide') };
}
