/** Finds the Python that runs the server: by the setting, by the Python extension, by name. */

import { homedir, tmpdir } from 'node:os';
import * as vscode from 'vscode';
import { settingOf } from '../value';
import { type Choice, candidates, choose } from './candidates';
import { probe } from './probe';

const PYTHON_EXTENSION = 'ms-python.python';
const PATIENCE_MS = 1500;

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
  const setting = settingOf(vscode.workspace.getConfiguration('blockguide'), 'interpreter', '');
  const first = vscode.workspace.workspaceFolders?.[0]?.uri;
  const theirs = setting.trim() === '' ? await inTime(fromPythonExtension(first)) : null;
  return choose(candidates(setting, theirs, homedir(), process.platform), command =>
    probe(command, tmpdir()),
  );
}

/** The Python that runs the code of a resource: the Python extension's choice, or else the server's; `python3` without either. */
export async function findProjectPython(resource: vscode.Uri | undefined): Promise<string> {
  const theirs = await fromPythonExtension(resource);
  if (theirs !== null) return theirs;
  const choice = await findInterpreter();
  return choice.kind === 'found' ? choice.executable : 'python3';
}

/** Tells when the Python extension's choice changes, or when it comes to one later than it was waited for. */
export function onPythonExtensionChange(listener: () => void): vscode.Disposable {
  let following: vscode.Disposable | undefined;
  let isLeft = false;
  const follow = async () => {
    if (!vscode.workspace.isTrusted) return;
    const extension = vscode.extensions.getExtension<PythonExtension>(PYTHON_EXTENSION);
    const api = await extension?.activate();
    if (isLeft || following !== undefined) return;
    following = api?.environments?.onDidChangeActiveEnvironmentPath(listener);
    if (wasLate) listener();
  };
  const trusted = vscode.workspace.onDidGrantWorkspaceTrust(() => void follow().catch(() => {}));
  void follow().catch(() => {});
  return new vscode.Disposable(() => {
    isLeft = true;
    trusted.dispose();
    following?.dispose();
  });
}

let wasLate = false;

/** Its answer, or null where it is long in coming: guides are not to wait for another extension's start. */
async function inTime(choice: Promise<string | null>): Promise<string | null> {
  const late = new Promise<'late'>(resolve => setTimeout(resolve, PATIENCE_MS, 'late'));
  const first = await Promise.race([choice, late]);
  wasLate = first === 'late';
  return first === 'late' ? null : first;
}

/** The Python extension's choice; in a workspace that is not trusted it may come from the workspace, and is not asked. */
async function fromPythonExtension(resource: vscode.Uri | undefined): Promise<string | null> {
  if (!vscode.workspace.isTrusted) return null;
  try {
    const extension = vscode.extensions.getExtension<PythonExtension>(PYTHON_EXTENSION);
    const environments = (await extension?.activate())?.environments;
    if (environments === undefined) return null;
    const environment = await environments.resolveEnvironment(
      environments.getActiveEnvironmentPath(resource),
    );
    return environment?.executable.uri?.fsPath ?? null;
  } catch {
    return null;
  }
}
