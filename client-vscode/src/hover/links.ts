/** The links under a hover: what can be done with the guide that it previews. */

const LINK = /\[[^\]]*\]\(command:(blockguide\.\w+)\?/g;

/** The server's links with titles of ours, by the command that they run; a command that is not among them keeps its own. */
export function retitled(markdown: string, titles: Readonly<Record<string, string>>): string {
  return markdown.replace(LINK, (link: string, command: string) => {
    const title = titles[command];
    return title === undefined ? link : `[${title}](command:${command}?`;
  });
}

/** A link that runs a command with one argument. */
export function commandLink(title: string, command: string, argument?: unknown): string {
  const query = argument === undefined ? '' : `?${escaped(JSON.stringify([argument]))}`;
  return `[${title}](command:${command}${query})`;
}

/** Escaped for a link's target in Markdown, which a parenthesis would end. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[()]/g, mark => (mark === '(' ? '%28' : '%29'));
}
