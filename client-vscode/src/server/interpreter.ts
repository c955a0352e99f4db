/** Finds the Python that runs the server: by the setting, by the Python extension, by name. */

import { homedir, tmpdir } from 'node:os';
import * as vscode from 'vscode';
import { type Choice, candidates, choose } from './candidates';
import { probe } from './probe';

const PYTHON_EXTENSION = 'ms-python.python';

/** What we use of the Python extension's interface. */
interface PythonExtension {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(path: {
      readonly path: string;
    }): Promise<{ executable: { uri?: vscode.Uri } } | undefined>;
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

export async function findInterpreter(): Promise<Choice> {
  const setting = vscode.workspace.getConfiguration('blockguide').get('interpreter', '');
  const theirs = setting.trim() === '' ? await fromPythonExtension() : null;
  return choose(candidates(setting, theirs, homedir(), process.platform), command =>
    probe(command, tmpdir()),
  );
}

/** Tells when the Python extension's choice changes. An extension that is not there yet is not waited for. */
export function onPythonExtensionChange(listener: () => void): vscode.Disposable {
  const api = vscode.extensions.getExtension<PythonExtension>(PYTHON_EXTENSION);
  if (!api?.isActive || !vscode.workspace.isTrusted) return new vscode.Disposable(() => {});
  return (
    api.exports?.environments?.onDidChangeActiveEnvironmentPath(listener) ?? new vscode.Disposable(() => {})
  );
}

/** The Python extension's choice; in a workspace that is not trusted it may come from the workspace, and is not asked. */
async function fromPythonExtension(): Promise<string | null> {
  if (!vscode.workspace.isTrusted) return null;
  try {
    const extension = vscode.extensions.getExtension<PythonExtension>(PYTHON_EXTENSION);
    const environments = (await extension?.activate())?.environments;
    if (environments === undefined) return null;
    const resource = vscode.workspace.workspaceFolders?.[0]?.uri;
    const environment = await environments.resolveEnvironment(
      environments.getActiveEnvironmentPath(resource),
    );
    return environment?.executable.uri?.fsPath ?? null;
  } catch {
    return null;
  }
}
