/** The key of a model's endpoint: it is kept in the editor's secret storage, never in settings or files. */

import * as vscode from 'vscode';

const NAME = 'blockguide.key';

export class Key {
  constructor(private readonly secrets: vscode.SecretStorage) {}

  async read(): Promise<string> {
    return (await this.secrets.get(NAME)) ?? '';
  }

  onChange(listener: () => void): vscode.Disposable {
    return this.secrets.onDidChange(event => {
      if (event.key === NAME) listener();
    });
  }

  async ask(): Promise<void> {
    const key = await vscode.window.showInputBox({
      title: vscode.l10n.t('Set the API key'),
      prompt: vscode.l10n.t(
        'It is kept in the secret storage of the editor, and is sent to the endpoint alone.',
      ),
      password: true,
      ignoreFocusOut: true,
    });
    if (key !== undefined && key.trim() !== '') await this.secrets.store(NAME, key.trim());
  }

  async remove(): Promise<void> {
    await this.secrets.delete(NAME);
  }
}
