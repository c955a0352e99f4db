/** Runs a script of this folder by the project's Python, or by the one that PYTHON names. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const project = ['../.venv/bin/python', '../.venv/Scripts/python.exe'].find(existsSync);
const python = process.env.PYTHON ?? project ?? 'python3';
const run = spawnSync(python, process.argv.slice(2), { stdio: 'inherit' });
process.exit(run.status ?? 1);
