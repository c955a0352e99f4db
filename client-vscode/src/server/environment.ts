/** How the server is started: its words, and the environment that finds the bundled packages. */

import { delimiter } from 'node:path';

export interface Launch {
  readonly interpreter: string;
  /** The directories that hold the server's packages, in their order. */
  readonly libraries: readonly string[];
  /** Where compiled modules are kept: the extension's own folder may not be written to. */
  readonly compiled: string;
}

/** The words after the interpreter for one of the server's commands. -P keeps the current directory out. */
export function words(...command: string[]): string[] {
  return ['-P', '-s', '-X', 'utf8', '-m', 'blockguide', ...command];
}

/** The environment: our packages come before whatever PYTHONPATH names, and nothing of another Python's home is left. */
export function environment(launch: Launch, inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const {
    PYTHONHOME: _home,
    PYTHONSTARTUP: _startup,
    PYTHONDONTWRITEBYTECODE: _slow,
    PYTHONPATH: paths,
    ...rest
  } = inherited;
  return {
    ...rest,
    PYTHONPYCACHEPREFIX: launch.compiled,
    PYTHONPATH: [...launch.libraries, ...(paths ? [paths] : [])].join(delimiter),
    PYTHONUNBUFFERED: '1',
  };
}
