/** How the server is started: its words, and the environment that finds the bundled packages. */

import { delimiter } from 'node:path';

export interface Launch {
  readonly interpreter: string;
  /** The directories that hold the server's packages, in their order. */
  readonly libraries: readonly string[];
  readonly key: string;
}

/** The words after the interpreter for one of the server's commands. -P keeps the current directory out. */
export function words(...command: string[]): string[] {
  return ['-P', '-s', '-X', 'utf8', '-m', 'blockguide', ...command];
}

/** The environment: our packages come before whatever PYTHONPATH names, and nothing of another Python's home is left. */
export function environment(launch: Launch, inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PYTHONHOME: _home, PYTHONSTARTUP: _startup, PYTHONPATH: paths, ...rest } = inherited;
  const added = launch.key === '' ? {} : { BLOCKGUIDE_API_KEY: launch.key };
  return {
    ...rest,
    ...added,
    PYTHONPATH: [...launch.libraries, ...(paths ? [paths] : [])].join(delimiter),
    PYTHONUNBUFFERED: '1',
  };
}
