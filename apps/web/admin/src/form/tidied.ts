const trimmed = ['name', 'displayName', 'title', 'url'];

/** The draft as it is checked and saved: names and the URL of a webhook without spaces around them. */
export function tidied<Draft extends object>(draft: Draft): Draft {
  const entries = Object.entries(draft).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === 'string' && trimmed.includes(key) ? value.trim() : value,
  ]);
  return Object.fromEntries(entries) as Draft;
}
