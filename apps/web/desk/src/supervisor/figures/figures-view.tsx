import {
  Button,
  Caption1,
  Input,
  Label,
  makeStyles,
  mergeClasses,
  Spinner,
  Subtitle2,
  tokens,
  useId,
} from '@fluentui/react-components';
import { CalendarCancelRegular } from '@fluentui/react-icons';
import type { Queues } from '@rejoin/contracts';
import { useState } from 'react';
import { useFormats } from '../../../../kit/language';
import { useSentence } from '../../../../kit/sentence';
import { useTheme } from '../../../../kit/theme';
import { EmptyState } from '../../shell/empty-state';
import { StaleBar } from '../stale-bar';
import { usePoll } from '../use-poll';
import { useRequest } from '../use-request';
import { dayIn } from '../view/day';
import { useSupervisorWords } from '../words/words';
import { DayReport } from './day-report';

interface Props {
  readonly workstreamId: string | null;
  readonly queues: Queues['queues'];
}

const everyMs = 10_000;

const useStyles = makeStyles({
  view: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: tokens.spacingHorizontalM,
  },
  words: { flex: '1 1 260px', minWidth: 0, display: 'flex', flexDirection: 'column' },
  title: { margin: 0 },
  day: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
  changing: { opacity: 0.55 },
  empty: { display: 'grid', placeItems: 'center', minHeight: '260px' },
});

/** Shows the figures of a workstream for one day in the workstream's time zone. */
export function FiguresView({ workstreamId, queues }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const formats = useFormats();
  const sentence = useSentence();
  const request = useRequest();
  const { isDark } = useTheme();
  const dayId = useId('day');
  /** Null selects the current day, also after midnight. */
  const [day, setDay] = useState<string | null>(null);
  const figures = usePoll({
    queryKey: ['figures', workstreamId, day],
    queryFn: () => request((client) => client.figures(workstreamId ?? '', day ?? undefined)),
    everyMs,
  });
  const queue = queues.find((one) => one.workstreamId === workstreamId);
  const { data, problem, isChanging } = figures;
  if (!queue)
    return <EmptyState icon={<CalendarCancelRegular />} level="h3" title={words.noQueues} text="" />;
  const today = dayIn(queue.timeZone, data?.serverNow ?? new Date().toISOString());
  return (
    <div className={styles.view}>
      <div className={styles.head}>
        <div className={styles.words}>
          <Subtitle2 as="h3" className={styles.title}>
            <bdi>{queue.name}</bdi>
          </Subtitle2>
          <Caption1 className={styles.quiet}>
            {words.dayIn({ day: formats.date(data?.day ?? day ?? today), zone: queue.timeZone })}
          </Caption1>
        </div>
        <div className={styles.day}>
          <Label htmlFor={dayId}>{words.day}</Label>
          <Input
            id={dayId}
            type="date"
            // The native date picker follows the theme of the page, not that of the system.
            style={{ colorScheme: isDark ? 'dark' : 'light' }}
            value={day ?? today}
            max={today}
            onChange={(_, { value }) => {
              setDay(value === '' || value >= today ? null : value);
            }}
          />
        </div>
        <Button
          disabledFocusable={day === null}
          onClick={() => {
            setDay(null);
          }}
        >
          {words.today}
        </Button>
      </div>
      {data && <StaleBar polled={figures} serverNow={data.serverNow} />}
      {data ? (
        <div className={mergeClasses(isChanging && styles.changing)} aria-busy={isChanging}>
          <DayReport figures={data} />
        </div>
      ) : (
        <div className={styles.empty}>
          {problem ? (
            <EmptyState
              icon={<CalendarCancelRegular />}
              level="h3"
              title={words.noSuchDay}
              text={sentence(problem)}
            />
          ) : (
            <Spinner size="large" label={words.loadingDay} labelPosition="below" />
          )}
        </div>
      )}
    </div>
  );
}
