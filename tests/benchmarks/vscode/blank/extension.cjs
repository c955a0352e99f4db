/** An extension that does nothing but open a tab with a word in it: what the editor itself takes for that. */

const vscode = require('vscode');

const PAGE = `<!DOCTYPE html>
<html><body><main aria-busy="false"><section class="description">Word.</section></main></body></html>`;

exports.activate = context => {
  const open = () => {
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel('blank.guide', 'Guide: blank', place, {
      enableScripts: true,
    });
    panel.webview.html = PAGE;
  };
  context.subscriptions.push(vscode.commands.registerCommand('blank.open', open));
};
