/** A part of a page. It is an object, so that it cannot be confused with a text. */
export class Html {
  constructor(readonly source: string) {}
}

type Content = string | number | Html | undefined;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A template for a part of a page: texts in it are escaped, lists are joined, undefined is nothing. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (Content | readonly Content[])[]
): Html {
  return new Html(parts.reduce((made, part, i) => `${made}${inserted(values[i - 1])}${part}`));
}

/** A description text with `code` and paragraphs, as HTML. */
export function prose(text: string): Html[] {
  return text.split(/\n{2,}/).map((paragraph) => {
    const words = paragraph
      .split('`')
      .map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
    return html`<p>${words}</p>`;
  });
}

function inserted(value: Content | readonly Content[]): string {
  if (isList(value)) return value.map(inserted).join('');
  if (value === undefined) return '';
  if (value instanceof Html) return value.source;
  return String(value).replaceAll(/[&<>"]/g, (character) => entities[character] ?? '');
}

function isList(value: Content | readonly Content[]): value is readonly Content[] {
  return Array.isArray(value);
}
