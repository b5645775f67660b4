import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useFormats } from '../../../kit/language';
import type { TranscriptItem } from '../view/transcript-items';
import { systemSentence } from '../view/system-sentence';
import { useDeskWords } from '../words/words';
import { Message } from './message';
import { UnsentMessage } from './unsent-message';

const useStyles = makeStyles({
  day: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    marginBlock: tokens.spacingVerticalM,
    color: tokens.colorNeutralForeground2,
    '::before': { content: '""', flexGrow: 1, borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
    '::after': { content: '""', flexGrow: 1, borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  system: {
    alignSelf: 'center',
    textAlign: 'center',
    marginBlock: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
  },
});

export function TranscriptItemView({ item, customerName }: { item: TranscriptItem; customerName: string }) {
  const styles = useStyles();
  const words = useDeskWords();
  const formats = useFormats();
  switch (item.type) {
    case 'day':
      return <Caption1 className={styles.day}>{dayName(item.at, words, formats.day(item.at))}</Caption1>;
    case 'system': {
      const sentence = systemSentence(item.entry, customerName, words, formats);
      if (sentence === undefined) return null;
      return (
        <Caption1 className={styles.system}>
          {formats.time(item.entry.at)} · {sentence}
        </Caption1>
      );
    }
    case 'message':
      return <Message entry={item.entry} isFirstOfTurn={item.isFirstOfTurn} customerName={customerName} />;
    case 'unsent':
      return <UnsentMessage unsent={item.unsent} />;
  }
}

function dayName(at: string, words: { today: string; yesterday: string }, otherwise: string): string {
  const day = new Date(at).toDateString();
  const now = new Date();
  if (day === now.toDateString()) return words.today;
  now.setDate(now.getDate() - 1);
  return day === now.toDateString() ? words.yesterday : otherwise;
}
