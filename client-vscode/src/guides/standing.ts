/** Open guides say what the server knows of them: whether what they rest on is another, and what the checks found. */

import type * as vscode from 'vscode';
import type { Guide } from '../page/guide';
import type { GuidePanels } from '../view/panels';
import type { KeptGuides } from './kept';

export class Standing implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  /** Whole guides that the server was asked about; it tells of changes from then on. */
  private asked = new WeakSet<Guide>();

  constructor(
    private readonly kept: KeptGuides,
    private readonly panels: GuidePanels,
  ) {
    this.subscriptions = [
      kept.onDidChange(uri => this.ask(guide => uri === null || guide.uri === uri)),
      panels.onDidChange(() => this.ask(guide => !this.asked.has(guide))),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private ask(isMeant: (guide: Guide) => boolean): void {
    const guides = this.panels.guides.filter(guide => guide.isWriting || guide.key !== '');
    for (const guide of guides) if (guide.isWriting) this.asked.delete(guide);
    const meant = guides.filter(guide => guide.stage === 'whole' && isMeant(guide));
    for (const guide of meant) this.asked.add(guide);
    for (const uri of new Set(meant.map(guide => guide.uri))) void this.tell(uri);
  }

  private async tell(uri: string): Promise<void> {
    const known = await this.kept.of(uri);
    for (const guide of this.panels.guides) {
      const found = guide.uri === uri ? known.find(each => each.key === guide.key) : undefined;
      if (found !== undefined && guide.stage === 'whole') guide.judge(found);
    }
  }
}
