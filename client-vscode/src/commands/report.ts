/** The text of a report: the surroundings, and room for the rest. It holds no code, no path and no text of a guide. */

export interface Surroundings {
  readonly version: string;
  readonly editor: string;
  readonly system: string;
  readonly python: string;
  readonly writer: string;
}

export function reportBody({ version, editor, system, python, writer }: Surroundings): string {
  const facts = [`BlockGuide ${version}, writer: ${writer}`, editor, system, `Python ${python}`];
  const parts = ['**What happened**', '', '**What you expected**', '', '**Surroundings**'];
  return `${parts.join('\n\n')}\n\n${facts.map(fact => `- ${fact}`).join('\n')}\n`;
}
