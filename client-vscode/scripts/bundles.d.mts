import type { BuildOptions } from 'esbuild';

export const MOST_BYTES: number;
export const extension: BuildOptions;
export const client: BuildOptions;
