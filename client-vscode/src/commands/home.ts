/** The folders that an example is run in, and a page is saved to. */

interface Place {
  readonly scheme: string;
}

/** What is known of a document's place: its own address, its workspace folder, and the first one of the window. */
export interface Places<Uri extends Place> {
  readonly document: Uri;
  readonly folder: Uri | undefined;
  readonly first: Uri | undefined;
  readonly parent: (uri: Uri) => Uri;
}

/** A folder of this machine's for a process to work in; undefined where there is none. */
export function workingFolder<Uri extends Place>(places: Places<Uri>): Uri | undefined {
  const { document, folder, first, parent } = places;
  const beside = document.scheme === 'file' ? parent(document) : undefined;
  return [folder, beside, first].find(each => each?.scheme === 'file');
}

/** The folder beside a document, or where it is not saved a workspace folder; undefined where there is neither. */
export function savingFolder<Uri extends Place>({ document, first, parent }: Places<Uri>): Uri | undefined {
  return document.scheme === 'untitled' ? first : parent(document);
}
