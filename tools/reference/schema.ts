import { html, prose, type Html } from './html';

/** The parts of JSON Schema that our documents use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly 'x-enumDescriptions'?: Readonly<Record<string, string>>;
  readonly [other: string]: unknown;
}

const bounds = [
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'maxProperties',
];

/** The description of a schema with everything inside it. A named schema is linked to its own section. */
export function schemaHtml(schema: Schema): Html {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return html`<p><a href="#schema-${name}">${name}</a></p>`;
  }
  const limits = bounds.flatMap((name) =>
    schema[name] === undefined ? [] : [`${name} ${JSON.stringify(schema[name])}`],
  );
  const others = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const word = schema.allOf ? 'all of' : 'one of';
  return html`<p>
      ${kindOf(schema)}${limits.length > 0 ? html` <small>${limits.join(', ')}</small>` : undefined}
    </p>
    ${schema.description === undefined ? undefined : prose(schema.description)}
    ${valuesHtml(schema)}${fieldsHtml(schema)}
    ${
      schema.items
        ? html`<p>Each:</p>
            ${schemaHtml(schema.items)}`
        : undefined
    }
    ${
      typeof schema.additionalProperties === 'object'
        ? html`<p>Each value:</p>
            ${schemaHtml(schema.additionalProperties)}`
        : undefined
    }
    ${
      others.length > 0
        ? html`<p>${word}:</p>
            <ul>
              ${others.map((one) => html`<li>${schemaHtml(one)}</li>`)}
            </ul>`
        : undefined
    }`;
}

function kindOf({ type, const: value, default: usual }: Schema): string {
  const kind = value === undefined ? [type ?? []].flat().join(' or ') : JSON.stringify(value);
  return usual === undefined ? kind : `${kind}, ${JSON.stringify(usual)} when left out`;
}

function valuesHtml({ enum: values, 'x-enumDescriptions': sentences = {} }: Schema): Html | undefined {
  if (!values) return undefined;
  const rows = values.map((value) => {
    const sentence = sentences[String(value)];
    return html`<li>
      <code>${JSON.stringify(value)}</code>${sentence === undefined ? undefined : `: ${sentence}`}
    </li>`;
  });
  return html`<ul>
    ${rows}
  </ul>`;
}

function fieldsHtml({ properties, required = [] }: Schema): Html | undefined {
  if (!properties) return undefined;
  const fields = Object.entries(properties).map(
    ([name, field]) =>
      html`<dt><code>${name}</code>${required.includes(name) ? undefined : ' (may be left out)'}</dt>
        <dd>${schemaHtml(field)}</dd> `,
  );
  return html`<dl class="fields">${fields}</dl>`;
}
