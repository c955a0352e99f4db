/** The language client: what it says of itself, what it leaves to us, and which settings the server sees.
 *
 * It is loaded when the server is started: its library takes longer to load than all the rest of the extension.
 */

import * as vscode from 'vscode';
import type {
  ClientCapabilities,
  DynamicFeature,
  ErrorHandler,
  FeatureState,
  LanguageClientOptions,
  Middleware,
  ServerOptions,
  StaticFeature,
} from 'vscode-languageclient/node';
import { LanguageClient, ProgressType, State } from 'vscode-languageclient/node';
import type { ProgressValue } from '../protocol';
import { SERVER_SETTINGS } from '../settings';
import { followLog } from './log';
import { SELECTOR } from './selector';

export const IS_RUNNING = State.Running;
/** What the words of a guide come as. */
export const PROGRESS = new ProgressType<ProgressValue>();

/** The commands that a link in a hover may run. */
const LINKED = [
  'blockguide.show',
  'blockguide.document',
  'blockguide.copyKept',
  'blockguide.reveal',
  'blockguide.stop',
];

// Commands are ours: they stand whether the server runs or not, and an answer of the server never runs one twice.
const OURS = new Set(['workspace/executeCommand', 'workspace/textDocumentContent']);

export interface Wishes {
  readonly server: ServerOptions;
  readonly channel: vscode.LogOutputChannel;
  readonly errors: ErrorHandler;
  readonly hover: NonNullable<Middleware['provideHover']>;
}

export class GuideClient extends LanguageClient {
  constructor({ server, channel, errors, hover }: Wishes) {
    const options: LanguageClientOptions = {
      documentSelector: SELECTOR as { language: string; scheme: string }[],
      outputChannel: channel,
      traceOutputChannel: channel,
      errorHandler: errors,
      initializationFailedHandler: () => false,
      // The first request may come before the server has asked for the settings.
      initializationOptions: () => chosenFor(undefined),
      markdown: { isTrusted: { enabledCommands: LINKED }, supportHtml: false },
      middleware: {
        provideHover: hover,
        // A change is told without the settings: the server asks for those that it knows.
        workspace: { configuration: serverSettings, didChangeConfiguration: () => this.tellChange() },
      },
      stdioOptions: { stdout: followLog, stderr: followLog },
    };
    super('blockguide', 'BlockGuide', server, options);
    super.registerFeature(new Introduction());
  }

  override registerFeature(feature: StaticFeature | DynamicFeature<unknown>): void {
    const method = 'registrationType' in feature ? feature.registrationType.method : '';
    if (!OURS.has(method)) super.registerFeature(feature);
  }

  private async tellChange(): Promise<void> {
    await this.sendNotification('workspace/didChangeConfiguration', { settings: null });
  }

  // What a person must know is told by us, once, in words of ours; the client's own messages go to the log.
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Tells the server that we show pages ourselves, keep the settings' scopes apart, and run its links. */
class Introduction implements StaticFeature {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    const experimental = (capabilities.experimental ?? {}) as Record<string, unknown>;
    experimental['blockguide'] = { stream: true, scopes: true, trustedLinks: true };
    capabilities.experimental = experimental;
  }
  initialize(): void {}
  getState(): FeatureState {
    return { kind: 'static' };
  }
  clear(): void {}
}

/** The section `blockguide` as the server knows it: the extension's own settings are left out. */
const serverSettings: NonNullable<NonNullable<Middleware['workspace']>['configuration']> = params =>
  params.items.map(item => {
    const scope = item.scopeUri === undefined ? undefined : vscode.Uri.parse(item.scopeUri);
    return item.section === 'blockguide' ? chosenFor(scope) : null;
  });

function chosenFor(scope: vscode.Uri | undefined): Record<string, unknown> {
  const chosen = vscode.workspace.getConfiguration('blockguide', scope);
  return Object.fromEntries(SERVER_SETTINGS.map(name => [name, chosen.get(name) ?? null]));
}
