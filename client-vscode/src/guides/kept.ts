/** The kept guides of the open documents, as the server tells them; it says when they are others. */

import * as vscode from 'vscode';
import {
  type GuidesAnswer,
  type GuidesChanged,
  type KeptGuide,
  NOTIFY_GUIDES_CHANGED,
  REQUEST_GUIDES,
} from '../protocol';
import type { Service } from '../server/service';

export class KeptGuides implements vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<string | null>();
  private readonly subscriptions: vscode.Disposable[];

  /** The guides of a document are others; of all documents where its URI is null. */
  readonly onDidChange = this.changes.event;

  constructor(private readonly service: Service) {
    this.subscriptions = [
      service.onWillConnect(client => {
        client.onNotification(NOTIFY_GUIDES_CHANGED, ({ uri }: GuidesChanged) => this.changes.fire(uri));
      }),
      service.onDidChange(({ kind }) => {
        if (kind === 'running') this.changes.fire(null);
      }),
      this.changes,
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  /** The guides of a document; none while the server does not run. */
  async of(uri: string, token?: vscode.CancellationToken): Promise<readonly KeptGuide[]> {
    if (this.service.state.kind !== 'running') return [];
    try {
      const client = await this.service.ready();
      // A token that is not there would be sent as one more parameter.
      const given = token === undefined ? [] : [token];
      const answer = await client.sendRequest<GuidesAnswer>(REQUEST_GUIDES, { uri }, ...given);
      return answer.guides;
    } catch {
      return [];
    }
  }
}
