/** A plural form: a text in which `#` stands for the number, or a function of the number as it is written. */
type Form = string | ((count: string) => string);
type Forms = Partial<Record<Intl.LDMLPluralRule, Form>> & { readonly other: Form };

/** Writes a number, or the plural form for it. Compiled messages call it. */
export type Numbers = (count: number, forms?: Forms) => string;

export function numbersIn(locale: string): Numbers {
  const rules = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  return (count, forms) => {
    const written = number.format(count);
    const form = forms?.[rules.select(count)] ?? forms?.other ?? '#';
    return typeof form === 'string' ? form.replaceAll('#', written) : form(written);
  };
}

/** Returns a text of which only the code that chooses it knows whether it has parameters. */
export function textWith<Values>(text: string | ((values: Values) => string), values: Values): string {
  return typeof text === 'string' ? text : text(values);
}
