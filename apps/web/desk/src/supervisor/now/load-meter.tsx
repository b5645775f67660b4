import { Caption1, makeStyles, mergeClasses, tokens, Tooltip } from '@fluentui/react-components';
import { forcedFrame, forcedHatch, forcedPart } from '../../../../kit/forced-colours';
import { useFormats } from '../../../../kit/language';
import { capacityOf } from '../../view/capacity';
import type { AgentLoad } from '../view/colleagues';
import { useSupervisorWords } from '../words/words';

const useStyles = makeStyles({
  meter: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, marginTop: '4px' },
  bar: {
    display: 'flex',
    flexGrow: 1,
    height: '6px',
    overflow: 'hidden',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground5,
    ...forcedFrame,
  },
  used: { backgroundColor: tokens.colorCompoundBrandBackground, ...forcedPart },
  held: {
    // The pattern makes this part distinguishable without its colour.
    backgroundImage: `repeating-linear-gradient(135deg, ${tokens.colorPaletteDarkOrangeBackground3} 0 4px, ${tokens.colorPaletteDarkOrangeBackground2} 4px 6px)`,
    ...forcedHatch,
  },
  words: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  legend: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  swatch: { width: '14px', height: '8px', borderRadius: tokens.borderRadiusSmall, display: 'inline-block' },
});

/** Shows the used, held and maximum units of an agent. */
export function LoadMeter({ agent }: { agent: AgentLoad }) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { number } = useFormats();
  const { busy, held } = capacityOf(agent);
  const { name, usedUnits, heldUnits, maxUnits } = agent;
  const long = words.loadLong({ used: number(usedUnits), held: number(heldUnits), max: number(maxUnits) });
  return (
    <Tooltip content={long} relationship="inaccessible">
      <span
        className={styles.meter}
        role="meter"
        aria-label={words.capacityOf({ name })}
        aria-valuetext={long}
        aria-valuenow={usedUnits}
        aria-valuemin={0}
        aria-valuemax={Math.max(maxUnits, usedUnits)}
      >
        <span className={styles.bar}>
          <span className={styles.used} style={{ width: `${busy * 100}%` }} />
          <span className={styles.held} style={{ width: `${held * 100}%` }} />
        </span>
        <Caption1 className={styles.words}>
          {words.load({ used: number(usedUnits), max: number(maxUnits) })}
          {heldUnits > 0 && ` ${words.loadHeld({ held: number(heldUnits) })}`}
        </Caption1>
      </span>
    </Tooltip>
  );
}

/** Explains the parts of the meters. */
export function LoadLegend() {
  const styles = useStyles();
  const words = useSupervisorWords();
  return (
    <span className={styles.legend} aria-hidden="true">
      <span className={mergeClasses(styles.swatch, styles.used)} />
      <Caption1>{words.used}</Caption1>
      <span className={mergeClasses(styles.swatch, styles.held)} />
      <Caption1>{words.held}</Caption1>
    </span>
  );
}
