import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SELECTOR } from '../src/server/selector';

test('what is offered for Python is offered where it is served', () => {
  const manifest = readFileSync('package.json', 'utf8');
  const clauses = [...manifest.matchAll(/"when": "([^"]*editorLangId == python[^"]*)"/g)];
  assert.equal(clauses.length, 6);
  const schemes = SELECTOR.map(each => each.scheme).join('|');
  const served = `editorLangId == python && resourceScheme =~ /^(${schemes})$/`;
  for (const [, clause] of clauses) assert.ok(clause?.includes(served), clause);
});

interface Manifest {
  readonly capabilities: {
    readonly virtualWorkspaces: { readonly supported: unknown; readonly description: string };
    readonly untrustedWorkspaces: {
      readonly supported: unknown;
      readonly restrictedConfigurations: string[];
    };
  };
  readonly contributes: {
    readonly configuration: { readonly properties: Record<string, { readonly scope?: string }> }[];
    readonly walkthroughs: {
      readonly steps: { readonly media: { readonly svg: string }; readonly completionEvents?: string[] }[];
    }[];
  };
}

const json = <Value>(name: string): Value => JSON.parse(readFileSync(name, 'utf8')) as Value;

test('a virtual workspace has what one file can tell, and is told so', () => {
  const { virtualWorkspaces } = json<Manifest>('package.json').capabilities;
  assert.equal(virtualWorkspaces.supported, 'limited');
  assert.equal(virtualWorkspaces.description, '%virtual%');
  assert.ok(SELECTOR.some(each => each.scheme === 'vscode-vfs'));
});

test('whatever only the machine chooses is restricted where a workspace is not trusted', () => {
  const { capabilities, contributes } = json<Manifest>('package.json');
  const { supported, restrictedConfigurations } = capabilities.untrustedWorkspaces;
  assert.equal(supported, 'limited');
  const settings = contributes.configuration.flatMap(each => Object.entries(each.properties));
  const machines = settings.filter(([, { scope }]) => scope?.startsWith('machine')).map(([name]) => name);
  assert.ok(machines.includes('blockguide.interpreter'));
  assert.ok(machines.includes('blockguide.endpoint.baseUrl'));
  for (const name of [...machines, 'blockguide.writer', 'blockguide.model', 'blockguide.template'])
    assert.ok(restrictedConfigurations.includes(name), name);
});

test('each step of the walkthrough has a picture in each language', () => {
  const { steps } = json<Manifest>('package.json').contributes.walkthroughs[0] ?? { steps: [] };
  assert.equal(steps.length, 4);
  for (const words of [json('package.nls.json'), json('package.nls.ru.json')] as Record<string, string>[]) {
    const pictures = steps.map(({ media }) => words[media.svg.slice(1, -1)] ?? '');
    assert.equal(new Set(pictures).size, 4);
    for (const picture of pictures) assert.match(readFileSync(picture, 'utf8'), /^<svg /);
  }
});

test('a step of the walkthrough is ticked by what was done, not by a click on its button', () => {
  const { steps } = json<Manifest>('package.json').contributes.walkthroughs[0] ?? { steps: [] };
  assert.deepEqual(
    steps.flatMap(each => each.completionEvents ?? []),
    ['onContext:blockguide.guide.whole', 'onContext:blockguide.kept'],
  );
});

test('a picture of the walkthrough has no colour that a theme may leave out, or make unreadable', () => {
  const always =
    /^--vscode-(editor-(background|foreground)|widget-border|font-family|menu-background|textLink-foreground|descriptionForeground|editorHoverWidget-background|debugTokenExpression-name|gitDecoration-addedResourceForeground)$/;
  for (const name of readdirSync('media/walkthrough')) {
    const picture = readFileSync(`media/walkthrough/${name}`, 'utf8');
    assert.doesNotMatch(picture, /editor-selectionBackground/, name);
    for (const [, colour, rest] of picture.matchAll(/var\((--[\w-]+)([,)])/g))
      assert.ok(rest === ',' || always.test(colour ?? ''), `${name}: ${colour}`);
  }
});

test('each picture of the editor stands in the README', () => {
  const text = readFileSync('README.md', 'utf8');
  const pictures = readdirSync('../docs/images');
  assert.ok(pictures.length >= 7);
  for (const picture of pictures) {
    const shown = new RegExp(`!\\[[^\\]]+\\]\\(\\.\\./docs/images/${picture}\\)`);
    assert.match(text, shown);
  }
});
