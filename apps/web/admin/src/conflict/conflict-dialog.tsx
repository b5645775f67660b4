import {
  Badge,
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useFocusReturn } from '../../../kit/focus-return';
import { useFormats } from '../../../kit/language';
import type { Newer } from '../form/use-editor';
import { useThingNames } from '../history/thing-names';
import { useFieldName, useValueText } from '../history/value-text';
import { inFieldOrder } from '../words/fields';
import { useAdminWords } from '../words/words';
import { allOf, differencesOf, merged, proposedChoices, type Side } from './merge';

const useStyles = makeStyles({
  surface: { maxWidth: '760px' },
  whole: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    marginBlock: tokens.spacingVerticalL,
  },
  one: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, paddingBlock: tokens.spacingVerticalM },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  sides: {
    display: 'grid',
    gridTemplateColumns: '1fr 1fr',
    gap: tokens.spacingHorizontalL,
    '@media (max-width: 560px)': { gridTemplateColumns: '1fr' },
  },
  group: { alignItems: 'stretch' },
  value: { display: 'block', overflowWrap: 'anywhere', whiteSpace: 'pre-line' },
  side: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

interface Props<Draft> {
  readonly base: Draft;
  readonly mine: Draft;
  readonly newer: Newer<Draft>;
  readonly isSaving: boolean;
  onSettle(draft: Draft): void;
  onClose(): void;
}

/** Shows both versions side by side. The person chooses one for each difference, or for all of them. */
export function ConflictDialog<Draft>({ base, mine, newer, isSaving, onSettle, onClose }: Props<Draft>) {
  const styles = useStyles();
  const words = useAdminWords();
  useFocusReturn();
  const formats = useFormats();
  const fieldName = useFieldName();
  const valueText = useValueText(useThingNames([base, mine, newer.draft]));
  const differences = inFieldOrder(differencesOf(base, mine, newer.draft));
  const [choices, choose] = useState(() => proposedChoices(differences));
  const who = newer.by ?? words.conflict.somebody;
  const side = (label: string, text: string) => (
    <span>
      <span className={styles.side}>{label}</span>
      <span className={styles.value} dir="auto">
        {text}
      </span>
    </span>
  );
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface className={styles.surface} backdrop={{ appearance: 'dimmed' }}>
        <DialogBody>
          <DialogTitle>{words.conflict.title}</DialogTitle>
          <DialogContent>
            <Text>{words.conflict.intro({ who, when: formats.dateTime(newer.at) })}</Text>
            <div className={styles.whole}>
              <Button
                onClick={() => {
                  choose(allOf(differences, 'mine'));
                }}
              >
                {words.conflict.allMine}
              </Button>
              <Button
                onClick={() => {
                  choose(allOf(differences, 'theirs'));
                }}
              >
                {words.conflict.allTheirs}
              </Button>
            </div>
            {differences.map(({ pointer, mine: my, theirs, changedBy }) => (
              <div key={pointer} className={styles.one}>
                <div className={styles.head}>
                  <Text weight="semibold">{fieldName(pointer)}</Text>
                  {changedBy === 'both' && (
                    <Badge appearance="tint" color="warning">
                      {words.conflict.both}
                    </Badge>
                  )}
                </div>
                <RadioGroup
                  className={styles.group}
                  aria-label={fieldName(pointer)}
                  value={choices[pointer] ?? 'mine'}
                  onChange={(_, { value }) => {
                    choose({ ...choices, [pointer]: value as Side });
                  }}
                >
                  <div className={styles.sides}>
                    <Radio value="mine" label={side(words.conflict.mine, valueText(pointer, my))} />
                    <Radio
                      value="theirs"
                      label={side(words.conflict.theirs({ who }), valueText(pointer, theirs))}
                    />
                  </div>
                </RadioGroup>
              </div>
            ))}
          </DialogContent>
          <DialogActions fluid>
            <Button onClick={onClose}>{words.editor.cancel}</Button>
            <Button
              appearance="primary"
              disabledFocusable={isSaving}
              onClick={() => {
                onSettle(merged(newer.draft, differences, choices));
              }}
            >
              {words.conflict.save}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
