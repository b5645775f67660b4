import { Button, DialogTrigger, makeStyles, Switch, Text, tokens } from '@fluentui/react-components';
import { DialogFrame } from './dialog-frame';
import { kitWords } from './kit-words';
import { useWords } from './language';
import { keyName, type Shortcut } from './shortcut';

interface Props {
  readonly shortcuts: readonly Shortcut[];
  readonly singleKeys: boolean;
  onSingleKeys(on: boolean): void;
  onClose(): void;
}

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: '1fr max-content',
    rowGap: tokens.spacingVerticalS,
    columnGap: tokens.spacingHorizontalL,
    alignItems: 'center',
    marginBlock: tokens.spacingVerticalL,
  },
  term: { margin: 0 },
  keys: { margin: 0, justifySelf: 'end' },
  key: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusSmall,
    paddingInline: tokens.spacingHorizontalS,
    paddingBlock: '2px',
  },
});

/** Lists the keyboard shortcuts that are available on the current page. */
export function ShortcutHelp({ shortcuts, singleKeys, onSingleKeys, onClose }: Props) {
  const styles = useStyles();
  const words = useWords(kitWords);
  const row = (label: string, keys: readonly string[]) => (
    <div key={label} style={{ display: 'contents' }}>
      <dt className={styles.term}>{label}</dt>
      <dd className={styles.keys} dir="ltr">
        {keys.map((key) => (
          <kbd key={key} className={styles.key} style={{ marginInlineStart: '4px' }}>
            {key}
          </kbd>
        ))}
      </dd>
    </div>
  );
  return (
    <DialogFrame
      title={words.shortcuts}
      onClose={onClose}
      actions={
        <DialogTrigger disableButtonEnhancement>
          <Button appearance="primary">{words.close}</Button>
        </DialogTrigger>
      }
    >
      <Text>{words.shortcutsIntro}</Text>
      <dl className={styles.list}>
        {shortcuts.map(({ code, label }) => row(label, ['Alt', keyName(code)]))}
        {singleKeys && row(words.showShortcuts, ['?'])}
      </dl>
      <Switch
        label={words.singleKeys}
        checked={singleKeys}
        onChange={(_, { checked }) => {
          onSingleKeys(checked);
        }}
      />
    </DialogFrame>
  );
}
