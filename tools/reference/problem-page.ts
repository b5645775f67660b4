import { html, prose } from './html';
import type { ReferencePage } from './page';

export interface ProblemType {
  readonly name: string;
  readonly status: number;
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
}

/** The page at the address of a problem's `type`. */
export function problemPage({ name, status, title, meaning, remedy }: ProblemType): ReferencePage {
  return {
    title: name,
    body: [
      html`<p>HTTP status ${status}. ${title}</p>
        <h2>Meaning</h2>`,
      ...prose(meaning),
      html`<h2>What to do</h2>`,
      ...prose(remedy),
      html`<p>Programs go by <code>name</code>, which is <code>${name}</code> on every transport.</p>`,
    ],
  };
}
