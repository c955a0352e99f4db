"""Keeps documents, notebooks, folders and files as the client tells them; what depends on them is in doubt."""

from lsprotocol import types

from blockguide.lsp import configuration
from blockguide.lsp.paths import path_of
from blockguide.lsp.session import Session


def opened(session: Session, params: types.DidOpenTextDocumentParams) -> None:
    """A document was opened."""
    session.documents.open(params.text_document)
    session.shelf.opened(params.text_document.uri)


def edited(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    """A document was edited."""
    uri = params.text_document.uri
    session.documents.change(params.text_document, params.content_changes)
    session.shelf.edited(uri)


def saved(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    """A document was saved: guides that depend on its file may no longer hold. None depends on a page."""
    if (document := session.documents.get(params.text_document.uri)) is not None:
        document.unsaved = False
    if not session.delivery.is_page(params.text_document.uri):
        session.shelf.files_changed()


def closed(session: Session, params: types.DidCloseTextDocumentParams) -> None:
    """A document was closed: what is being written of it stops, and a page's file is free again."""
    uri = params.text_document.uri
    document = session.documents.get(uri)
    _forget(session, uri)
    session.delivery.pages.returned(uri, document.text if document else None)


def notebook_opened(session: Session, params: types.DidOpenNotebookDocumentParams) -> None:
    """A notebook was opened."""
    session.documents.open_notebook(params)
    for cell in params.cell_text_documents:
        session.shelf.opened(cell.uri)


def notebook_edited(session: Session, params: types.DidChangeNotebookDocumentParams) -> None:
    """A notebook's cells, or their texts, changed: so did the context of every cell."""
    structure = params.change.cells.structure if params.change.cells else None
    for gone in structure.did_close or () if structure else ():
        _forget(session, gone.uri)
    session.documents.change_notebook(params)
    for new in structure.did_open or () if structure else ():
        session.shelf.opened(new.uri)
    for cell in session.documents.cells_of(params.notebook_document.uri):
        session.shelf.edited(cell)


def notebook_closed(session: Session, params: types.DidCloseNotebookDocumentParams) -> None:
    """A notebook was closed."""
    for cell in params.cell_text_documents:
        _forget(session, cell.uri)
    session.documents.close_notebook(params)


def files_changed(session: Session, _: types.DidChangeWatchedFilesParams) -> None:
    """Files changed on the disk: guides that depend on them may no longer hold."""
    session.shelf.files_changed()


def folders_changed(session: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    """Folders were added to the workspace, or taken from it."""
    for folder in params.event.removed:
        session.folders.pop(folder.uri, None)
    for folder in params.event.added:
        session.folders[folder.uri] = folder.name
    take_home(session)
    session.in_background(configuration.refresh(session), "settings of new folders")


def take_home(session: Session) -> None:
    """Documents without a file are read as if they lay in the first folder."""
    for uri in session.folders:
        session.documents.home = path_of(uri, session.documents.home)
        return


def _forget(session: Session, uri: str) -> None:
    session.jobs.closed(uri)
    session.shelf.closed(uri)
    session.documents.close(uri)
