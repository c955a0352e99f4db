/** What the server is doing, and what is wrong with it. */

import * as vscode from 'vscode';
import type { Refused } from './candidates';
import { refusal } from './refusal';

export type ServiceState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly python: string; readonly version: string }
  | { readonly kind: 'restarting' }
  | { readonly kind: 'given-up' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'no-python'; readonly tried: readonly Refused[] };

/** Why no guide can be written now; the message is for a person. */
export class ServiceProblem extends Error {
  constructor(
    message: string,
    readonly kind: ServiceState['kind'],
  ) {
    super(message);
  }
}

/** Whether a server stays away until a person does something. */
export function isDown({ kind }: ServiceState): boolean {
  return kind === 'no-python' || kind === 'failed' || kind === 'given-up';
}

/** What is wrong with a service, in one sentence. */
export function problemOf(state: ServiceState): string {
  switch (state.kind) {
    case 'no-python':
      return refusal(state.tried, vscode.l10n);
    case 'failed':
      return vscode.l10n.t('The BlockGuide server could not be started: {0}', state.why);
    case 'given-up':
      return vscode.l10n.t('The BlockGuide server ended several times and is not started again by itself.');
    default:
      return vscode.l10n.t('The BlockGuide server is not running.');
  }
}
