import { html, prose } from './html';
import type { ReferencePage } from './page';
import { schemaHtml, type Schema } from './schema';

export interface AsyncApi {
  readonly info: { readonly title: string; readonly description: string };
  readonly channels: Readonly<
    Record<
      string,
      {
        readonly address: string;
        readonly title: string;
        readonly description: string;
        readonly messages: Readonly<Record<string, unknown>>;
      }
    >
  >;
  readonly operations: Readonly<
    Record<
      string,
      {
        readonly action: string;
        readonly summary: string;
        readonly channel: { readonly $ref: string };
        readonly messages: readonly { readonly $ref: string }[];
      }
    >
  >;
  readonly components: {
    readonly messages: Readonly<
      Record<string, { readonly title: string; readonly summary: string; readonly payload: Schema }>
    >;
  };
}

const last = ({ $ref }: { readonly $ref: string }) => $ref.split('/').at(-1) ?? '';

/** The reference page of an AsyncAPI document: its channels, and each message with an id of its own. */
export function asyncApiPage({ info, channels, operations, components }: AsyncApi): ReferencePage {
  const messages = Object.entries(components.messages);
  const operationsOf = (name: string) =>
    Object.values(operations).filter(({ channel }) => last(channel) === name);
  return {
    title: info.title,
    contents: messages.map(([name, { title }]) => [name, title] as const),
    body: [
      ...prose(info.description),
      html`<h2>Channels</h2>`,
      ...Object.entries(channels).map(([name, { address, title, description }]) => {
        const lines = operationsOf(name).map(
          ({ action, summary, messages }) =>
            html`<li>
              ${summary} (<code>${action}</code>)
              ${messages.map((message) => html`<a href="#${last(message)}">${last(message)}</a> `)}
            </li> `,
        );
        return html`<section>
          <h3>${title}</h3>
          <p><code>${address}</code></p>
          ${prose(description)}
          <ul>
            ${lines}
          </ul>
        </section> `;
      }),
      html`<h2>Messages</h2>`,
      ...messages.map(
        ([name, { title, summary, payload }]) =>
          html`<section id="${name}">
            <h3>${title}</h3>
            ${prose(summary)}${schemaHtml(payload)}
          </section> `,
      ),
    ],
  };
}
