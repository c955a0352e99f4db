/** The text of a report: the surroundings, and room for the rest. It holds no code, no path and no text of a guide. */

export interface Surroundings {
  readonly version: string;
  readonly editor: string;
  readonly system: string;
  readonly python: string;
  readonly writer: string;
}

/** The headings of a report, in the person's language. */
export interface Headings {
  readonly happened: string;
  readonly expected: string;
  readonly surroundings: string;
}

export function reportBody(known: Surroundings, { happened, expected, surroundings }: Headings): string {
  const { version, editor, system, python, writer } = known;
  const facts = [`BlockGuide ${version}, writer: ${writer}`, editor, system, `Python ${python}`];
  const parts = [`**${happened}**`, '', `**${expected}**`, '', `**${surroundings}**`];
  return `${parts.join('\n\n')}\n\n${facts.map(fact => `- ${fact}`).join('\n')}\n`;
}
