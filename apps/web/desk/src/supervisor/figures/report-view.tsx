import { Caption1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { CalendarCancelRegular } from '@fluentui/react-icons';
import type { Queues } from '@rejoin/contracts';
import { useState } from 'react';
import { useFormats } from '../../../../kit/language';
import { EmptyState } from '../../shell/empty-state';
import { PolledRegion } from '../polled-region';
import { usePoll } from '../use-poll';
import { useRequest } from '../use-request';
import { dayIn } from '../view/day';
import { daysOf, type Range } from '../view/report';
import { useSupervisorWords } from '../words/words';
import { ExportMenu } from './export-menu';
import { RangeTools } from './range-tools';
import { ReportBody } from './report-body';

interface Props {
  /** Null selects all workstreams together. */
  readonly workstreamId: string | null;
  readonly queues: Queues['queues'];
}

/** Today changes all the time. Other days change little, and cost the server more. */
const everyMs = { today: 10_000, others: 60_000 };

const useStyles = makeStyles({
  view: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  words: { flex: '1 1 260px', minWidth: 0, display: 'flex', flexDirection: 'column' },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** All workstreams together have no time zone of their own, so the reader's is used. */
const readersZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Shows the report of a workstream in its time zone, or of all workstreams in the reader's. */
export function ReportView({ workstreamId, queues }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const formats = useFormats();
  const request = useRequest();
  const [range, setRange] = useState<Range>({ days: 1 });
  const [withinSeconds, setWithin] = useState(60);
  const queue = queues.find((one) => one.workstreamId === workstreamId);
  const timeZone = queue?.timeZone ?? readersZone;
  const [serverNow, setServerNow] = useState(() => new Date().toISOString());
  const today = dayIn(timeZone, serverNow);
  const wanted = daysOf(range, today);
  const problem = typeof wanted === 'string' ? wanted : undefined;
  // While dates are typed, the report before stays.
  const [asked, setAsked] = useState(wanted);
  if (problem === undefined && JSON.stringify(asked) !== JSON.stringify(wanted)) setAsked(wanted);
  const days = typeof asked === 'string' ? { days: 1 } : asked;
  const report = usePoll({
    queryKey: ['report', workstreamId, days, withinSeconds],
    queryFn: () =>
      request(async (client) => {
        const of = workstreamId === null ? { timeZone } : { workstreamId };
        const answer = await client.report({ ...of, ...days, withinSeconds });
        setServerNow(answer.serverNow);
        return answer;
      }),
    everyMs: days.days === 1 ? everyMs.today : everyMs.others,
  });
  const { data } = report;
  if (queues.length === 0)
    return <EmptyState icon={<CalendarCancelRegular />} level="h3" title={words.noQueues} text="" />;
  return (
    <div className={styles.view}>
      <div className={styles.head}>
        <div className={styles.words}>
          <Subtitle2 as="h3" className={styles.title}>
            <bdi>{queue?.name ?? words.allWorkstreams}</bdi>
          </Subtitle2>
          {data && (
            <Caption1 className={styles.quiet}>
              {data.from === data.until
                ? words.dayIn({ day: formats.date(data.until), zone: data.timeZone })
                : words.report.daysIn({
                    from: formats.date(data.from),
                    until: formats.date(data.until),
                    zone: data.timeZone,
                  })}{' '}
              {words.report.compared}
            </Caption1>
          )}
        </div>
        {data && <ExportMenu report={data} />}
      </div>
      <RangeTools
        range={range}
        problem={problem}
        today={today}
        withinSeconds={withinSeconds}
        onRange={setRange}
        onWithin={setWithin}
      />
      <PolledRegion title={words.figures} polled={report} loading={words.loadingDay}>
        {(shown) => <ReportBody report={shown} />}
      </PolledRegion>
    </div>
  );
}
