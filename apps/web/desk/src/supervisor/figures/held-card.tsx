import { Caption1, makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import type { Disconnects } from '@rejoin/contracts';
import { useFormats } from '../../../../kit/language';
import { SectionCard } from '../section-card';
import { useSupervisorWords } from '../words/words';

const useStyles = makeStyles({
  card: { gridColumn: '1 / -1' },
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))',
    gap: tokens.spacingHorizontalL,
    margin: 0,
    paddingInline: tokens.spacingHorizontalL,
    paddingBottom: tokens.spacingVerticalL,
  },
  item: { display: 'flex', flexDirection: 'column' },
  value: { margin: 0, fontVariantNumeric: 'tabular-nums' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** Shows how much capacity was on hold for disconnected customers. */
export function HeldCard({ held }: { held: Disconnects['held'] }) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { number } = useFormats();
  const oneDecimal = (value: number) => number(Math.round(value * 10) / 10);
  const figures = [
    [words.heldMinutes, oneDecimal(held.conversationMinutes), words.heldMinutesText],
    [words.heldUnitMinutes, oneDecimal(held.unitMinutes), words.heldUnitMinutesText],
    [words.holds, number(held.holds), words.holdsText],
  ] as const;
  return (
    <SectionCard title={words.heldTitle} className={styles.card}>
      <dl className={styles.list}>
        {figures.map(([name, value, text]) => (
          <div key={name} className={styles.item}>
            <dt>
              <Text weight="semibold">{name}</Text>
            </dt>
            <dd className={styles.value}>
              <Subtitle1>{value}</Subtitle1>
            </dd>
            <dd className={styles.text}>
              <Caption1>{text}</Caption1>
            </dd>
          </div>
        ))}
      </dl>
    </SectionCard>
  );
}
