import { useState } from 'react';
import { plain } from '../../../kit/plain';
import type { Bound } from '../form/use-form';
import { useFields, useLanguageName } from '../words/words';
import { SuggestField } from './suggest-field';

const common = [
  'en',
  'en-GB',
  'de',
  'de-AT',
  'de-CH',
  'ar',
  'fr',
  'es',
  'it',
  'nl',
  'pl',
  'pt-BR',
  'tr',
  'uk',
  'ja',
  'zh-Hans',
];

interface Props {
  readonly bound: Bound;
  readonly value: string;
  readonly hint?: string;
  onValue(value: string): void;
}

/** A language, shown by its name. Common ones are suggested; any other can be typed as a BCP 47 tag. */
export function LocaleField({ bound, value, hint, onValue }: Props) {
  const fields = useFields();
  const languageName = useLanguageName();
  const [first] = useState(value);
  /** What is typed, until the field is left. A part of a name is no language yet. */
  const [typed, setTyped] = useState<string>();
  const tagOf = (text: string) =>
    [...common, first].find((tag) => plain(languageName(tag)) === plain(text.trim())) ?? text.trim();
  return (
    <SuggestField
      bound={{
        ...bound,
        onLeave: () => {
          setTyped(undefined);
          bound.onLeave();
        },
      }}
      label={fields['/locale']}
      hint={hint}
      value={typed ?? languageName(value)}
      suggestions={common.map((tag) => ({
        value: languageName(tag),
        label: `${languageName(tag)} (${tag})`,
      }))}
      isRequired
      onValue={(text) => {
        setTyped(text);
        onValue(tagOf(text));
      }}
    />
  );
}
