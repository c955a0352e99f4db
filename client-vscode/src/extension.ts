/** Puts the parts of the extension together; nothing else does. */

import { join } from 'node:path';
import * as vscode from 'vscode';
import { batches, writeBatch } from './batch/command';
import { rememberEditors } from './commands/editor';
import { examples } from './commands/example';
import { guideCommands } from './commands/guide';
import * as house from './commands/house';
import { chooseWriter, install, packagesOffer, showModelSettings } from './commands/writer';
import { KeptGuides } from './guides/kept';
import { Standing } from './guides/standing';
import { GrowingHover, serversHover } from './hover/provider';
import { insertGuide } from './insert/command';
import { answerPreview, PREVIEW_SCHEME, previewTexts } from './insert/preview';
import { Key } from './key';
import { ACTION_KIND, GuideActions } from './lens/actions';
import { GuideLenses } from './lens/provider';
import { Faults } from './model/faults';
import { SENT_SCHEME, sentTexts, showSent } from './sent/command';
import { Compiled } from './server/compiled';
import { Extras } from './server/extras';
import { onPythonExtensionChange } from './server/interpreter';
import { SELECTOR } from './server/selector';
import { Service } from './server/service';
import { ServiceProblem } from './server/state';
import { StatusItem } from './status';
import { Following } from './view/following';
import { partsIn } from './view/html';
import { VIEW_TYPE } from './view/panel';
import { GuidePanels } from './view/panels';
import { Writing } from './writing';

/** What decides whether a model can write. */
const MODEL_SETTINGS = ['writer', 'model', 'endpoint', 'budget'].map(name => `blockguide.${name}`);

let service: Service | null = null;

export function activate(context: vscode.ExtensionContext): void {
  const channel = vscode.window.createOutputChannel('BlockGuide', { log: true });
  const key = new Key(context.secrets);
  const libraries = context.asAbsolutePath(join('bundled', 'libs'));
  const extras = new Extras(context.globalStorageUri.fsPath, join(libraries, 'model-requirements.txt'));
  const run = (command: string) => void vscode.commands.executeCommand(`blockguide.${command}`);

  const safely = (act: () => unknown) => guarded(act, served, channel)();

  const panels = new GuidePanels({
    extension: context.extensionUri,
    parts: partsIn(context.asAbsolutePath('dist')),
    onLines: (panel, lines) => void safely(() => following.reveal(panel.guide, lines)),
    onCommand: (panel, id) => {
      if (id === 'anew') void safely(() => writing.anew(panel.guide));
      else if (id === 'stop') panel.guide.stop?.();
      else run(id);
    },
  });
  const served = new Service({
    channel,
    hover: serversHover(() => panels),
    libraries: version => [libraries, ...(extras.has(version) ? [extras.directory(version)] : [])],
    compiled: new Compiled(
      join(context.globalStorageUri.fsPath, 'compiled'),
      (context.extension.packageJSON as { version: string }).version,
    ),
    key: () => key.read(),
  });
  service = served;
  const faults = new Faults();
  const writing = new Writing(
    served,
    () => panels,
    faults,
    problem => house.explain(served, problem),
    guarded(packagesOffer(served, extras, channel), served, channel),
  );
  const following = new Following(() => panels);
  const status = new StatusItem(served, panels, faults);
  const script = context.asAbsolutePath(join('python', 'insertion.py'));
  const insert = { panels, writing, service: served, script };

  const commands: Record<string, (...given: unknown[]) => unknown> = {
    ...guideCommands({ panels, writing, following }),
    insertDocstring: () => insertGuide('docstring', insert),
    insertComment: () => insertGuide('comment', insert),
    acceptInsertion: () => answerPreview(true),
    discardInsertion: () => answerPreview(false),
    batch: (clicked, selected) => writeBatch(served, channel, clicked, selected),
    restart: () => house.restart(served),
    showLog: () => channel.show(),
    chooseInterpreter: () => house.chooseInterpreter(),
    chooseWriter: () => chooseWriter(served, extras, channel),
    installPackages: () => install(served, extras, channel),
    modelSettings: () => showModelSettings(),
    // The event of the secret storage may come later than what is documented next.
    setKey: () => key.ask().then(() => served.renewKey()),
    removeKey: () => key.remove().then(() => served.renewKey()),
    clearCache: () => house.clearCache(served),
    report: () => house.report(served, context.extension),
    status: () => status.ask(),
    showSent: argument =>
      showSent({ service: served, panels, install: () => install(served, extras, channel) }, argument),
    openWalkthrough: () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#start`),
  };
  for (const [name, act] of Object.entries(commands)) {
    context.subscriptions.push(
      vscode.commands.registerCommand(`blockguide.${name}`, guarded(act, served, channel)),
    );
  }
  const kept = new KeptGuides(served);
  const lenses = new GuideLenses(panels, kept);
  context.subscriptions.push(
    channel,
    served,
    batches,
    examples,
    panels,
    writing,
    following,
    status,
    kept,
    lenses,
    new Standing(kept, panels),
    new GrowingHover(panels),
    rememberEditors(),
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, panels),
    vscode.workspace.registerTextDocumentContentProvider(PREVIEW_SCHEME, previewTexts),
    vscode.workspace.registerTextDocumentContentProvider(SENT_SCHEME, sentTexts),
    vscode.languages.registerCodeLensProvider(SELECTOR, lenses),
    vscode.languages.registerCodeActionsProvider(SELECTOR, new GuideActions(served), {
      providedCodeActionKinds: [ACTION_KIND],
    }),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (MODEL_SETTINGS.some(name => event.affectsConfiguration(name))) faults.forget();
      if (event.affectsConfiguration('blockguide.interpreter')) void house.takeInterpreter(served);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void served.restart()),
    key.onChange(() => {
      faults.forget();
      void served.renewKey();
    }),
    served.onWillConnect(() => faults.forget()),
    onPythonExtensionChange(() => void served.reconsider()),
  );
  void served.start().then(() => house.explainStart(served));
  served.onDidChange(state => {
    if (state.kind === 'given-up') house.explain(served);
  });
}

export async function deactivate(): Promise<void> {
  await service?.close();
  service = null;
}

/** A command that tells what went wrong; no stack trace reaches a person. */
function guarded<Given extends unknown[]>(
  act: (...given: Given) => unknown,
  served: Service,
  channel: vscode.LogOutputChannel,
): (...given: Given) => Promise<unknown> {
  return async (...given) => {
    try {
      return await act(...given);
    } catch (error) {
      if (error instanceof ServiceProblem) house.explain(served, error);
      else {
        const message = error instanceof Error ? error.message : String(error);
        channel.error(message);
        void vscode.window.showErrorMessage(`BlockGuide: ${message}`);
      }
      return undefined;
    }
  };
}
