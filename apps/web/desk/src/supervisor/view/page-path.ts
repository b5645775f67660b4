/** The path to a page of a list: the `after` cursor of each page on the way. It is empty on the first page. */
export type PagePath = readonly string[];

export function cursorOf(pagePath: PagePath): { after?: string } {
  const after = pagePath.at(-1);
  return after === undefined ? {} : { after };
}

export function nextPage(pagePath: PagePath, next: string | null): PagePath {
  return next === null ? pagePath : [...pagePath, next];
}

export function previousPage(pagePath: PagePath): PagePath {
  return pagePath.slice(0, -1);
}
