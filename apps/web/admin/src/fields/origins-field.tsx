import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Origin } from '@rejoin/contracts';
import { foundBy } from '../form/field-problem';
import type { Bound } from '../form/use-form';
import { useAdminWords, useFields, useProblemSentence } from '../words/words';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, marginBlockEnd: tokens.spacingVerticalM },
  one: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  text: { flexGrow: 1, overflowWrap: 'anywhere', textAlign: 'start' },
  problem: { color: tokens.colorPaletteRedForeground1, display: 'block' },
  add: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalS,
    marginBlockEnd: tokens.spacingVerticalL,
    maxWidth: '560px',
  },
  input: { flexGrow: 1 },
  hint: { color: tokens.colorNeutralForeground2, display: 'block', marginBlockEnd: tokens.spacingVerticalS },
});

interface Props {
  readonly origins: readonly string[];
  bind(field: string): Bound;
  onOrigins(origins: string[]): void;
}

/** The origins whose pages may show the chat. Add or Enter adds the typed origin, without its path. */
export function OriginsField({ origins, bind, onOrigins }: Props) {
  const styles = useStyles();
  const words = useAdminWords();
  const fields = useFields();
  const sentence = useProblemSentence();
  const [typed, setTyped] = useState('');
  const [isTried, setTried] = useState(false);
  const { isReadOnly } = bind('/allowedOrigins');
  const wanted =
    /^https?:\/\//i.test(typed.trim()) && URL.canParse(typed.trim())
      ? new URL(typed.trim()).origin
      : typed.trim();
  const [found] = foundBy(Origin, wanted);
  const code = found?.[1] ?? (origins.includes(wanted) ? 'origin-twice' : undefined);

  const add = () => {
    setTried(true);
    if (code !== undefined) return;
    onOrigins([...origins, wanted]);
    setTyped('');
    setTried(false);
  };
  return (
    <div role="group" aria-label={fields['/allowedOrigins']}>
      {origins.length === 0 && <Text className={styles.hint}>{words.widget.noOrigins}</Text>}
      <Text className={styles.hint}>{words.widget.originsHint}</Text>
      <ul className={styles.list}>
        {origins.map((one, i) => {
          const { problem } = bind(`/allowedOrigins/${i}`);
          return (
            <li key={one} className={styles.one}>
              <span className={styles.text} dir="ltr">
                {one}
                {problem && <Text className={styles.problem}>{sentence(problem)}</Text>}
              </span>
              {!isReadOnly && (
                <Button
                  appearance="subtle"
                  icon={<DismissRegular />}
                  aria-label={words.removeOf({ name: one })}
                  onClick={() => {
                    onOrigins(origins.filter((other) => other !== one));
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
      {!isReadOnly && (
        <div className={styles.add}>
          <Field
            className={styles.input}
            {...(isTried && code !== undefined
              ? {
                  validationState: 'error',
                  validationMessage: sentence({ code, detail: String(found?.[2] ?? '') }),
                }
              : {})}
          >
            <Input
              aria-label={words.widget.addOrigin}
              placeholder={words.widget.originPlaceholder}
              dir="ltr"
              spellCheck={false}
              value={typed}
              onChange={(_, { value }) => {
                setTyped(value);
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                add();
              }}
            />
          </Field>
          <Button icon={<AddRegular />} onClick={add}>
            {words.add}
          </Button>
        </div>
      )}
    </div>
  );
}
