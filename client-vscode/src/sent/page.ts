/** What is sent to a model, as Markdown: a person reads it before anything leaves the machine. */

import type { SentAnswer } from '../protocol';

export interface SentWords {
  readonly title: string;
  readonly sent: (model: string) => string;
  readonly nothing: string;
  readonly tokens: (count: number) => string;
  readonly secrets: (count: number) => string;
  readonly dropped: (what: string) => string;
}

export function sentPage(answer: SentAnswer, words: SentWords): string {
  const facts = [words.tokens(answer.tokens)];
  if (answer.secrets > 0) facts.push(words.secrets(answer.secrets));
  if (answer.dropped.length > 0) facts.push(words.dropped(answer.dropped.join(', ')));
  const parts = [
    `# ${words.title}`,
    answer.model === '' ? words.nothing : words.sent(answer.model),
    facts.join(' '),
  ];
  for (const { role, text } of answer.messages) {
    const fence = fenceFor(text);
    parts.push(`## ${role}`, `${fence}text\n${text.trimEnd()}\n${fence}`);
  }
  return `${parts.join('\n\n')}\n`;
}

/** A fence that no line of a text closes. */
function fenceFor(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(run => run.length));
  return '`'.repeat(longest + 1);
}
