/** Why the chosen model did not write: known from the last guide, until one comes from the model. */

import type { DocumentAnswer, ProgressValue } from '../protocol';

export interface Fault {
  /** The server's name for it, such as `packages`, `key` or `refused`. */
  readonly code: string;
  /** What is wrong, what to do about it, and who wrote instead. */
  readonly sentence: string;
}

export class Faults {
  private last: Fault | null = null;
  private readonly listeners = new Set<() => void>();

  get current(): Fault | null {
    return this.last;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A value of a guide's progress. */
  take(value: ProgressValue): void {
    if ('notice' in value && value.code !== undefined)
      this.become({ code: value.code, sentence: value.notice });
  }

  /** A guide is whole. One that was kept says nothing of the model as it is now. */
  finish({ writer, cached }: Pick<DocumentAnswer, 'writer' | 'cached'>): void {
    if (writer === 'model' && !cached) this.forget();
  }

  /** What it is about has been changed: the next guide tells. */
  forget(): void {
    this.become(null);
  }

  private become(fault: Fault | null): void {
    if (fault === this.last) return;
    this.last = fault;
    for (const listener of this.listeners) listener();
  }
}
