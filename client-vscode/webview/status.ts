/** The line under the title. What stands in it stays: a screen reader says only what is new, and no button loses the focus. */

import type { Action, Status, ViewCommand } from '../src/view/messages';

export class StatusLine {
  readonly element = document.createElement('div');
  private readonly text = document.createElement('span');
  private readonly buttons = new Map<ViewCommand, HTMLButtonElement>();

  /** `run` is called with what a button stands for. */
  constructor(private readonly run: (id: ViewCommand) => void) {
    this.element.className = 'status';
    // It takes the focus of a button that goes away.
    this.element.tabIndex = -1;
    this.text.setAttribute('role', 'status');
    this.element.append(this.text);
  }

  /** Shows a status. */
  set({ tone, text, detail, actions }: Status): void {
    const said = [text, detail].filter(Boolean).join(' ');
    if (this.text.textContent !== said) this.text.textContent = said;
    this.element.dataset['tone'] = tone;
    this.element.classList.toggle('quiet', text === '');
    // While the person is in the code, the focus stays there.
    const isFocused = document.hasFocus() && this.element.contains(document.activeElement);
    for (const id of [...this.buttons.keys()]) if (!actions.some(each => each.id === id)) this.drop(id);
    for (const action of actions) this.offer(action);
    if (isFocused && !this.element.contains(document.activeElement))
      this.element.focus({ preventScroll: true });
  }

  private offer({ id, label }: Action): void {
    const button = this.buttons.get(id) ?? this.made(id);
    if (button.textContent !== label) button.textContent = label;
  }

  private made(id: ViewCommand): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.addEventListener('click', () => this.run(id));
    this.buttons.set(id, button);
    this.element.append(button);
    return button;
  }

  private drop(id: ViewCommand): void {
    this.buttons.get(id)?.remove();
    this.buttons.delete(id);
  }
}
