import {
  Caption1,
  Label,
  makeStyles,
  Select,
  Subtitle1,
  Tab,
  TabList,
  tokens,
  useId,
} from '@fluentui/react-components';
import {
  ChatMultipleRegular,
  DataHistogramRegular,
  PersonProhibitedRegular,
  TimerRegular,
} from '@fluentui/react-icons';
import type { Queues } from '@rejoin/contracts';
import { useFormats } from '../../../kit/language';
import { useBlockWords } from '../blocks/words/words';
import { ThresholdsDialog } from './alerts/thresholds-dialog';
import { useSupervisorWords } from './words/words';

const views = ['now', 'ongoing', 'figures', 'blocked'] as const;
export type View = (typeof views)[number];

interface Props {
  readonly view: View;
  readonly queues: Queues['queues'];
  readonly workstreamId: string | null;
  readonly serverNow: string;
  onView(view: View): void;
  onWorkstream(workstreamId: string | null): void;
}

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalS,
  },
  // The tabs stay where they are when another view has no time below the title.
  head: { display: 'flex', flexDirection: 'column', minWidth: '180px' },
  title: { margin: 0 },
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalS,
    marginInlineStart: 'auto',
  },
  asOf: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  filter: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  select: { minWidth: '160px', maxWidth: '220px' },
});

/** Selects the view and the workstream, and shows the time of the data. */
export function PageBar({ view, queues, workstreamId, serverNow, onView, onWorkstream }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const blocks = useBlockWords();
  const { exactTime } = useFormats();
  const filterId = useId('workstream');
  return (
    <div className={styles.bar}>
      <div className={styles.head}>
        <Subtitle1 as="h2" className={styles.title}>
          {words.title}
        </Subtitle1>
        {view === 'now' && (
          <Caption1 className={styles.asOf}>{words.asOf({ time: exactTime(serverNow) })}</Caption1>
        )}
      </div>
      <TabList
        selectedValue={view}
        onTabSelect={(_, { value }) => {
          const chosen = views.find((one) => one === value);
          if (chosen) onView(chosen);
        }}
      >
        <Tab value="now" icon={<TimerRegular />}>
          {words.now}
        </Tab>
        <Tab value="ongoing" icon={<ChatMultipleRegular />}>
          {words.ongoing.title}
        </Tab>
        <Tab value="figures" icon={<DataHistogramRegular />}>
          {words.figures}
        </Tab>
        <Tab value="blocked" icon={<PersonProhibitedRegular />}>
          {blocks.list}
        </Tab>
      </TabList>
      <div className={styles.tools}>
        {queues.length > 0 && <ThresholdsDialog queues={queues} chosen={workstreamId} />}
        <div className={styles.filter}>
          <Label htmlFor={filterId}>{words.workstream}</Label>
          <Select
            id={filterId}
            className={styles.select}
            value={workstreamId ?? ''}
            onChange={(_, { value }) => {
              onWorkstream(value === '' ? null : value);
            }}
          >
            <option value="">{words.allWorkstreams}</option>
            {queues.map(({ workstreamId: id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </div>
      </div>
    </div>
  );
}
