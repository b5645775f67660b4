/** The parts of JSON Schema that documents of facts use. */
export interface Schema {
  readonly [keyword: string]: unknown;
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
}

const upperBounds = ['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems', 'maxProperties'];
const lowerBounds = ['minLength', 'minimum', 'exclusiveMinimum', 'minItems', 'minProperties'];
const exact = ['const', 'pattern', 'format', 'multipleOf', 'uniqueItems'];

/**
 * Finds what breaks between a released schema and the current one, for two kinds of readers: a reader that
 * was written for the release would miss something in facts that are published now (lost), and a reader that
 * is written now would refuse facts that were published before and are still stored (tightened). A schema may
 * get more optional fields, more values, and wider bounds.
 */
export function breaksOf(released: Schema, now: Schema | undefined, at: string): string[] {
  if (now === undefined) return [`${at} is gone`];
  return [
    ...typeBreaks(released, now, at),
    ...boundBreaks(released, now, at),
    ...fieldBreaks(released, now, at),
    ...choiceBreaks(released, now, at),
    ...(released.items ? breaksOf(released.items, now.items, `${at}[]`) : []),
    ...mapBreaks(released, now, at),
  ];
}

function typeBreaks(released: Schema, now: Schema, at: string): string[] {
  return [
    ...(JSON.stringify(released.type) === JSON.stringify(now.type) ? [] : [`${at} has another type`]),
    ...exact
      .filter((keyword) => now[keyword] !== undefined || keyword === 'const')
      .filter((keyword) => JSON.stringify(released[keyword]) !== JSON.stringify(now[keyword]))
      .map((keyword) => `${at} has another ${keyword}`),
    ...(now.enum && !released.enum ? [`${at} takes certain values only`] : []),
    ...(released.enum ?? [])
      .filter((value) => now.enum && !now.enum.includes(value))
      .map((value) => `${at} lost ${String(value)}`),
  ];
}

function boundBreaks(released: Schema, now: Schema, at: string): string[] {
  const tightened = (
    keyword: string,
    isTighter: (before: number, after: number) => boolean,
    none: number,
  ) => {
    const [before, after] = [released[keyword] ?? none, now[keyword] ?? none];
    return isTighter(Number(before), Number(after)) ? [`${at} has a tighter ${keyword}`] : [];
  };
  return [
    ...upperBounds.flatMap((keyword) => tightened(keyword, (before, after) => after < before, Infinity)),
    ...lowerBounds.flatMap((keyword) => tightened(keyword, (before, after) => after > before, -Infinity)),
  ];
}

function fieldBreaks(released: Schema, now: Schema, at: string): string[] {
  const [before, after] = [released.required ?? [], now.required ?? []];
  return [
    ...before.filter((field) => !after.includes(field)).map((field) => `${at}.${field} is not always there`),
    ...after.filter((field) => !before.includes(field)).map((field) => `${at}.${field} was not always there`),
    ...Object.entries(released.properties ?? {}).flatMap(([field, schema]) =>
      breaksOf(schema, now.properties?.[field], `${at}.${field}`),
    ),
  ];
}

/** Each choice of the release needs a current one that is compatible with it. */
function choiceBreaks(released: Schema, now: Schema, at: string): string[] {
  return (['anyOf', 'oneOf'] as const).flatMap((keyword) => {
    const [before, after] = [released[keyword], now[keyword]];
    if (!before) return after ? [`${at} takes certain choices only`] : [];
    return before.flatMap((choice, i) =>
      (after ?? []).some((other) => breaksOf(choice, other, at).length === 0)
        ? []
        : [`${at} lost or tightened choice ${i + 1} of ${keyword}`],
    );
  });
}

function mapBreaks(released: Schema, now: Schema, at: string): string[] {
  const [before, after] = [released.additionalProperties ?? true, now.additionalProperties ?? true];
  const closed = after === false && before !== false ? [`${at} takes no other fields`] : [];
  const values =
    typeof before === 'object' && typeof after === 'object' ? breaksOf(before, after, `${at}{}`) : [];
  const isNarrower =
    typeof after === 'object' && before === true ? [`${at} takes other fields of one kind only`] : [];
  const names = now.propertyNames
    ? breaksOf(released.propertyNames ?? {}, now.propertyNames, `${at} names`)
    : [];
  return [...closed, ...values, ...isNarrower, ...names];
}
