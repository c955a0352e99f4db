/** Which model is chosen, as far as the settings tell. */

import * as vscode from 'vscode';
import { settingOf } from '../value';

/** The model's name, or null where the offline writer writes. */
export function chosenModel(): string | null {
  const settings = vscode.workspace.getConfiguration('blockguide');
  const model = settingOf(settings, 'model', '');
  return model === '' || settingOf(settings, 'writer', 'auto') === 'offline' ? null : model;
}

/** Who writes, in a sentence. */
export function writerName(): string {
  const model = chosenModel();
  return model === null ? vscode.l10n.t('Writes offline') : vscode.l10n.t('Writes with {0}', model);
}
