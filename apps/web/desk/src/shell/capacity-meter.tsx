import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { forcedFrame, forcedHatch, forcedPart } from '../../../kit/forced-colours';
import { useFormats } from '../../../kit/language';
import { useDeskView } from '../desk/use-desk';
import { useIsNarrow } from '../desk/use-media';
import { capacityOf } from '../view/capacity';
import { useDeskWords } from '../words/words';

const useStyles = makeStyles({
  meter: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    minWidth: '72px',
    paddingInline: tokens.spacingHorizontalXS,
    cursor: 'default',
  },
  words: { whiteSpace: 'nowrap', color: tokens.colorNeutralForeground2 },
  bar: {
    display: 'flex',
    height: '6px',
    overflow: 'hidden',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground5,
    ...forcedFrame,
  },
  busy: { backgroundColor: tokens.colorCompoundBrandBackground, ...forcedPart },
  held: {
    // The pattern makes this part distinguishable without its colour.
    backgroundImage: `repeating-linear-gradient(135deg, ${tokens.colorPaletteDarkOrangeBackground3} 0 4px, ${tokens.colorPaletteDarkOrangeBackground2} 4px 6px)`,
    ...forcedHatch,
  },
});

/** Shows the used, held and maximum units of this agent. */
export function CapacityMeter() {
  const styles = useStyles();
  const words = useDeskWords();
  const { number } = useFormats();
  const isNarrow = useIsNarrow();
  const status = useDeskView((view) => view.desk.status);
  if (!status) return null;
  const { busy, held } = capacityOf(status);
  const [used, heldUnits, max] = [status.usedUnits, status.heldUnits, status.maxUnits].map(number) as [
    string,
    string,
    string,
  ];
  const long = words.capacityLong({ used, held: heldUnits, max });
  return (
    <div
      className={styles.meter}
      role="meter"
      aria-label={words.capacity}
      aria-valuetext={long}
      title={long}
      aria-valuenow={status.usedUnits}
      aria-valuemin={0}
      aria-valuemax={Math.max(status.maxUnits, status.usedUnits)}
    >
      <Text size={200} className={styles.words}>
        {words.capacityShort({ used, max })}
        {status.heldUnits > 0 && !isNarrow && ` ${words.capacityHeld({ held: heldUnits })}`}
      </Text>
      <div className={styles.bar}>
        <span className={styles.busy} style={{ width: `${busy * 100}%` }} />
        <span className={styles.held} style={{ width: `${held * 100}%` }} />
      </div>
    </div>
  );
}
