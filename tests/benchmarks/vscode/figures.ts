/** What is measured, by its name, as it stands in the page. */
export type Figures = Readonly<Record<string, string>>;

/** Stands in a figure that keeps not to its bound. */
export const MISSED = '**missed**';
