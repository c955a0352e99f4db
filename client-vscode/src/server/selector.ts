/** The documents that are served. */

import type { DocumentFilter } from 'vscode';

const SCHEMES = ['file', 'untitled', 'vscode-notebook-cell', 'vscode-vfs', 'vscode-userdata'];

export const SELECTOR: DocumentFilter[] = SCHEMES.map(scheme => ({ language: 'python', scheme }));
