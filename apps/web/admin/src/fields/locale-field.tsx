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

/** A language as a BCP 47 tag: common ones are suggested, others can be typed. */
export function LocaleField({ bound, value, hint, onValue }: Props) {
  const fields = useFields();
  const languageName = useLanguageName();
  const name = languageName(value);
  const hints = [name === value ? '' : `${name}.`, hint ?? ''].filter((one) => one !== '').join(' ');
  return (
    <SuggestField
      bound={bound}
      label={fields['/locale']}
      hint={hints}
      value={value}
      suggestions={common.map((tag) => ({ value: tag, label: `${languageName(tag)} (${tag})` }))}
      isRequired
      onValue={onValue}
    />
  );
}
