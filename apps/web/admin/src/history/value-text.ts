import { useFormats } from '../../../kit/language';
import type { Presence, Role, WrapUpRule } from '@rejoin/contracts';
import { leavesOf } from '../form/leaves';
import { useAdminWords, useFields, useLanguageName } from '../words/words';

interface Key {
  readonly kid: string | null;
}

/** A value as text for people, by its field. Ids of workstreams and agents become names if these are loaded. */
export function useValueText(names: ReadonlyMap<string, string>) {
  const words = useAdminWords();
  const formats = useFormats();
  const languageName = useLanguageName();
  const nameOf = (id: unknown) => names.get(String(id)) ?? String(id);

  const listText = (field: string, values: readonly unknown[]): string => {
    if (values.length === 0) return words.none;
    if (field === '/roles') return values.map((role) => words.roles[role as Role]).join(', ');
    if (field === '/authentication/publicKeys') {
      const kids = (values as readonly Key[]).flatMap(({ kid }) => kid ?? []);
      return [words.audit.keys({ count: values.length }), ...kids].join(', ');
    }
    return values.map(nameOf).join(', ');
  };

  const text = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return words.none;
    if (Array.isArray(value)) return listText(field, value);
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (typeof value === 'number')
      return field.endsWith('econds') ? formats.duration(value) : formats.number(value);
    if (typeof value !== 'string')
      return [...leavesOf(value)].map(([pointer, leaf]) => text(`${field}${pointer}`, leaf)).join(', ');
    if (field === '/defaultPresence') return words.presences[value as Presence];
    if (field === '/locale') return languageName(value);
    if (field === '/wrapUpRule') return words.wrapUpRules[value as WrapUpRule];
    return nameOf(value);
  };
  return text;
}

/** The name of a field, or its JSON pointer if the field is unknown. */
export function useFieldName(): (pointer: string) => string {
  const fields: Readonly<Partial<Record<string, string>>> = useFields();
  return (pointer) => fields[pointer] ?? pointer;
}
