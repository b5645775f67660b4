import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { changesBetween } from '../form/leaves';
import { inFieldOrder } from '../words/fields';
import { useAdminWords } from '../words/words';
import { useFieldName, useValueText } from './value-text';

const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    tableLayout: 'fixed',
    fontSize: tokens.fontSizeBase200,
  },
  cell: {
    textAlign: 'start',
    verticalAlign: 'top',
    padding: tokens.spacingHorizontalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-line',
    fontWeight: tokens.fontWeightRegular,
  },
  head: { color: tokens.colorNeutralForeground2 },
});

interface Props {
  readonly old: unknown;
  readonly new: unknown;
  readonly names: ReadonlyMap<string, string>;
}

/** The changed settings with their values before and after. */
export function ChangesTable({ old, new: newer, names }: Props) {
  const styles = useStyles();
  const words = useAdminWords();
  const fieldName = useFieldName();
  const valueText = useValueText(names);
  const changes = inFieldOrder(changesBetween(old, newer));
  if (changes.length === 0) return <Text size={200}>{words.audit.noDetails}</Text>;
  return (
    <table className={styles.table}>
      <thead>
        <tr className={styles.head}>
          {[words.audit.field, ...(old === null ? [] : [words.audit.before]), words.audit.after].map(
            (title) => (
              <th key={title} scope="col" className={styles.cell}>
                {title}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {changes.map(({ pointer, old: before, new: after }) => (
          <tr key={pointer}>
            <th scope="row" className={styles.cell}>
              {fieldName(pointer)}
            </th>
            {old !== null && (
              <td className={styles.cell} dir="auto">
                {valueText(pointer, before)}
              </td>
            )}
            <td className={styles.cell} dir="auto">
              {valueText(pointer, after)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
