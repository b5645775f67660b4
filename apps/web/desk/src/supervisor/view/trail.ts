/** The way to a page of a list: the `after` of each page that was turned to. Empty: the first page. */
export type Trail = readonly string[];

export function here(trail: Trail): { after?: string } {
  const after = trail.at(-1);
  return after === undefined ? {} : { after };
}

export function onward(trail: Trail, next: string | null): Trail {
  return next === null ? trail : [...trail, next];
}

export function back(trail: Trail): Trail {
  return trail.slice(0, -1);
}
