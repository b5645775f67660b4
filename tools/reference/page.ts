import { html, type Html } from './html';

export interface ReferencePage {
  readonly title: string;
  /** The sections with their ids, for the list of contents. */
  readonly contents?: readonly (readonly [id: string, title: string])[];
  readonly body: readonly Html[];
}

/**
 * A complete page. It has no script, and its only style sheet is beside it, because its policy allows nothing
 * else.
 */
export function pageHtml({ title, contents = [], body }: ReferencePage): string {
  const links = contents.map(([id, text]) => html`<li><a href="#${id}">${text}</a></li> `);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - Rejoin</title>
        <link rel="stylesheet" href="/api/style.css" />
      </head>
      <body>
        <nav aria-label="Reference"><a href="/api/">Rejoin API reference</a></nav>
        <main>
          <h1>${title}</h1>
          ${
            links.length > 0
              ? html`<details>
                  <summary>Contents</summary>
                  <ul>
                    ${links}
                  </ul>
                </details>`
              : undefined
          }
          ${body}
        </main>
      </body>
    </html> `.source;
}

export const style = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; }
nav { padding: 0.75rem 1.5rem; border-bottom: 1px solid #8886; }
main { max-width: 60rem; margin: 0 auto; padding: 0 1.5rem 4rem; overflow-wrap: anywhere; }
section { border-top: 1px solid #8886; margin-top: 2rem; }
code, pre { font: 0.9em/1.5 ui-monospace, monospace; }
pre { padding: 0.75rem; border: 1px solid #8886; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #8886; padding: 0.25rem 0.5rem; text-align: start; vertical-align: top; }
td p { margin: 0; }
dl.fields { margin: 0; padding-inline-start: 1rem; border-inline-start: 2px solid #8886; }
dl.fields dd { margin-inline-start: 1rem; }
dl.fields p { margin: 0; }
`;
