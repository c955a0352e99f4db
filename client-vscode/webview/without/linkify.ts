/** Stands for `linkify-it`: a guide's words are never taken for links by themselves. */

export class LinkifyIt {}
