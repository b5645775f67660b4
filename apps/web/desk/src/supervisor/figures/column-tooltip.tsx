import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useLanguage } from '../../../../kit/language';
import type { ColumnChartProps } from './column-chart';

interface Props extends Pick<ColumnChartProps, 'write'> {
  /** Undefined: no column is selected. */
  readonly column: ColumnChartProps['columns'][number] | undefined;
}

const useStyles = makeStyles({
  tooltip: {
    display: 'flex',
    flexDirection: 'column',
    paddingInline: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow8,
  },
});

/** Shows the name and the value of the selected column, and announces them. */
export function ColumnTooltip({ column, write }: Props) {
  const styles = useStyles();
  const { direction } = useLanguage();
  return (
    <div role="status" dir={direction}>
      {column && (
        <div className={styles.tooltip}>
          <Text size={200}>{column.name}</Text>
          <Text weight="semibold">{write(column.value)}</Text>
        </div>
      )}
    </div>
  );
}
