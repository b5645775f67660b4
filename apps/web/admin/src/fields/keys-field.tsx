import { Button, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import type { WidgetSettings } from '@rejoin/contracts';
import type { Bound } from '../form/use-form';
import { useAdminWords, useFields, useProblemSentence } from '../words/words';
import { instantOfLocal, localOfInstant } from './local-time';
import { TextField } from './text-field';

type PublicKey = WidgetSettings['authentication']['publicKeys'][number];

const useStyles = makeStyles({
  key: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    padding: tokens.spacingHorizontalL,
    marginBlockEnd: tokens.spacingVerticalM,
  },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))',
    columnGap: tokens.spacingHorizontalL,
  },
  hint: { display: 'block', color: tokens.colorNeutralForeground2, marginBlockEnd: tokens.spacingVerticalS },
  problem: {
    display: 'block',
    color: tokens.colorPaletteRedForeground1,
    marginBlock: tokens.spacingVerticalS,
  },
  add: { marginBlockEnd: tokens.spacingVerticalL },
});

interface Props {
  readonly keys: readonly PublicKey[];
  readonly now: number;
  bind(field: string): Bound;
  onKeys(field: string, keys: PublicKey[]): void;
}

/** The public keys that verify the tokens of customers, each with its id and expiry. */
export function KeysField({ keys, now, bind, onKeys }: Props) {
  const styles = useStyles();
  const words = useAdminWords();
  const fields = useFields();
  const sentence = useProblemSentence();
  const all = '/authentication/publicKeys';
  const { isReadOnly, problem } = bind(all);
  return (
    <div role="group" aria-label={fields[all]}>
      <Text weight="semibold">{fields[all]}</Text>
      <Text className={styles.hint}>{words.widget.keysHint}</Text>
      {keys.map((key, i) => {
        const field = `${all}/${i}`;
        const change = (name: keyof PublicKey, value: string | null) => {
          onKeys(
            `${field}/${name}`,
            keys.map((one, at) => (at === i ? { ...one, [name]: value } : one)),
          );
        };
        return (
          <div key={i} className={styles.key} role="group" aria-label={words.widget.key({ number: i + 1 })}>
            <div className={styles.head}>
              <Text weight="semibold">{words.widget.key({ number: i + 1 })}</Text>
              {!isReadOnly && (
                <Button
                  appearance="subtle"
                  icon={<DeleteRegular />}
                  aria-label={words.removeOf({ name: words.widget.key({ number: i + 1 }) })}
                  onClick={() => {
                    onKeys(
                      all,
                      keys.filter((_, at) => at !== i),
                    );
                  }}
                />
              )}
            </div>
            <TextField
              bound={bind(`${field}/publicKey`)}
              label={words.widget.pem}
              value={key.publicKey}
              rows={4}
              isCode
              isRequired
              onValue={(value) => {
                change('publicKey', value);
              }}
            />
            <div className={styles.pair}>
              <TextField
                bound={bind(`${field}/kid`)}
                label={words.widget.kid}
                value={key.kid ?? ''}
                placeholder={words.optional}
                isCode
                onValue={(value) => {
                  change('kid', value === '' ? null : value);
                }}
              />
              <TextField
                bound={bind(`${field}/expiresAt`)}
                label={words.widget.expires}
                type="datetime-local"
                value={localOfInstant(key.expiresAt)}
                onValue={(value) => {
                  change('expiresAt', instantOfLocal(value));
                }}
              />
            </div>
            {key.expiresAt !== null && Date.parse(key.expiresAt) < now && (
              <MessageBar intent="warning">
                <MessageBarBody>{words.widget.expired}</MessageBarBody>
              </MessageBar>
            )}
          </div>
        );
      })}
      {problem && (
        <Text className={styles.problem} role="alert">
          {sentence(problem)}
        </Text>
      )}
      {!isReadOnly && (
        <Button
          className={styles.add}
          icon={<AddRegular />}
          onClick={() => {
            onKeys(all, [...keys, { kid: null, publicKey: '', expiresAt: null }]);
          }}
        >
          {words.widget.addKey}
        </Button>
      )}
    </div>
  );
}
