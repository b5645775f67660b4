import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { forcedEdge } from '../../../../kit/forced-colours';
import type { Disconnects } from '@rejoin/contracts';
import { useFormats } from '../../../../kit/language';
import { SectionCard } from '../section-card';
import { outcomesOf } from '../view/day';
import { useSupervisorWords } from '../words/words';
import { useTableStyles } from './table-styles';

const useStyles = makeStyles({
  body: { paddingInline: tokens.spacingHorizontalL, paddingBottom: tokens.spacingVerticalL },
  bar: {
    display: 'flex',
    gap: '2px',
    height: '20px',
    marginBottom: tokens.spacingVerticalM,
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground5,
  },
  swatch: { display: 'inline-block', width: '12px', height: '12px', borderRadius: tokens.borderRadiusSmall },
  name: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  resume: { backgroundColor: tokens.colorPaletteGreenBackground3, ...forcedEdge },
  link: { backgroundColor: tokens.colorPaletteTealBorderActive, ...forcedEdge },
  prompt: { backgroundColor: tokens.colorPaletteLightGreenBackground3, ...forcedEdge },
  expired: { backgroundColor: tokens.colorPaletteRedBackground3, ...forcedEdge },
  ended: { backgroundColor: tokens.colorNeutralStrokeAccessible, ...forcedEdge },
  open: { backgroundColor: tokens.colorPaletteMarigoldBackground3, ...forcedEdge },
});

/** Shows the outcomes of all disconnects as a bar and as a table. */
export function OutcomesCard({ figures }: { figures: Disconnects }) {
  const styles = useStyles();
  const table = useTableStyles();
  const words = useSupervisorWords();
  const { number, percent } = useFormats();
  const outcomes = outcomesOf(figures);
  return (
    <SectionCard title={words.outcomesTitle} text={words.outcomesText}>
      <div className={styles.body}>
        <div className={styles.bar} aria-hidden="true">
          {outcomes.map(
            ({ name, share }) =>
              share > 0 && <span key={name} className={styles[name]} style={{ width: `${share * 100}%` }} />,
          )}
        </div>
        <table className={table.table} aria-label={words.outcomesTitle}>
          <tbody>
            {outcomes.map(({ name, count, share }) => (
              <tr key={name}>
                <th scope="row" className={table.head}>
                  <span className={styles.name}>
                    <span className={mergeClasses(styles.swatch, styles[name])} aria-hidden="true" />
                    <Text>{words.ways[name]}</Text>
                  </span>
                </th>
                <td className={table.number}>{number(count)}</td>
                <td className={table.number}>{percent(share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </SectionCard>
  );
}
