import { Button } from '@fluentui/react-components';
import { DataHistogramRegular, TableRegular } from '@fluentui/react-icons';
import { useSupervisorWords } from '../words/words';

interface Props {
  readonly isTable: boolean;
  onChange(isTable: boolean): void;
}

/** Switches between a chart and the table of the same values. */
export function TableToggle({ isTable, onChange }: Props) {
  const words = useSupervisorWords();
  return (
    <Button
      size="small"
      appearance="subtle"
      icon={isTable ? <DataHistogramRegular /> : <TableRegular />}
      onClick={() => {
        onChange(!isTable);
      }}
    >
      {isTable ? words.asChart : words.asTable}
    </Button>
  );
}
