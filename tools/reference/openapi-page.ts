import { html, prose, type Html } from './html';
import type { ReferencePage } from './page';
import { schemaHtml, type Schema } from './schema';

interface Content {
  readonly [type: string]: { readonly schema: Schema };
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: Content }>>;
}
export interface OpenApi {
  readonly info: { readonly title: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** The reference page of an OpenAPI document, each operation and each named schema with an id of its own. */
export function openApiPage({ info, tags, paths, components }: OpenApi): ReferencePage {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      title: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );
  const schemas = Object.entries(components.schemas);
  const ofTag = (name: string) => operations.filter(({ operation }) => operation.tags.includes(name));
  return {
    title: info.title,
    contents: [
      ...operations.map(
        ({ title, operation }) => [operation.operationId, `${title}: ${operation.summary}`] as const,
      ),
      ...schemas.map(([name]) => [`schema-${name}`, name] as const),
    ],
    body: [
      ...prose(info.description),
      html`<p>The document itself: <a href="/openapi.json">/openapi.json</a> of the service.</p>`,
      ...tags.flatMap(({ name, description }) => [
        html`<h2>${name}</h2>
          ${prose(description)}`,
        ...ofTag(name).map(({ title, operation }) => operationHtml(title, operation)),
      ]),
      html`<h2>Schemas</h2>`,
      ...schemas.map(
        ([name, schema]) =>
          html`<section id="schema-${name}">
            <h3>${name}</h3>
            ${schemaHtml(schema)}
          </section> `,
      ),
    ],
  };
}

function operationHtml(title: string, operation: Operation): Html {
  const { operationId, summary, description = '', parameters, requestBody, responses } = operation;
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      html`<tr>
        <td><code>${name}</code></td>
        <td>${place}${required ? undefined : ', may be left out'}</td>
        <td>${schemaHtml(schema)}</td>
      </tr> `,
  );
  return html`<section id="${operationId}">
    <h3><code>${title}</code></h3>
    <p>${summary}.</p>
    ${prose(description)}
    ${
      rows.length > 0
        ? html`<table>
            <tr>
              <th>Parameter</th>
              <th>In</th>
              <th></th>
            </tr>
            ${rows}
          </table>`
        : undefined
    }
    ${
      requestBody
        ? html`<h4>Body</h4>
            ${contentHtml(requestBody.content)}`
        : undefined
    }
    ${Object.entries(responses).map(
      ([status, { description, content }]) =>
        html`<h4>${status}</h4>
          ${prose(description)}${status < '300' ? contentHtml(content) : problemsHtml(description)}`,
    )}
  </section> `;
}

function contentHtml(content: Content): Html[] {
  return Object.entries(content).map(
    ([type, { schema }]) =>
      html`<p>${type}</p>
        ${schemaHtml(schema)}`,
  );
}

/** The pages of the problems that a description names. */
function problemsHtml(description: string): Html | undefined {
  const links = [...description.matchAll(/`([a-z-]+)`:/g)].map(
    ([, name = '']) => html`<li><a href="/problems/${name}">${name}</a></li>`,
  );
  return links.length > 0
    ? html`<ul>
        ${links}
      </ul>`
    : undefined;
}
