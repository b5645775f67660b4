import { Badge, Caption1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import type { Snapshot } from '@rejoin/contracts';
import { languageName } from '../../../kit/formats';
import { useLanguage } from '../../../kit/language';
import { later, withQueries } from '../../../kit/later';
import { useDeskView } from '../desk/use-desk';
import { useDeskWords } from '../words/words';
import { CustomerName } from './customer-name';
import { Fact } from './fact';
import { StatusBadge } from './status-badge';
import { VisitedPages } from './visited-pages';

/** Shares the list of the history page. It is the last of the details, so nothing moves when it comes. */
const LaterEarlierConversations = later(() =>
  withQueries(() =>
    import('../history/earlier-conversations').then(({ EarlierConversations }) => EarlierConversations),
  ),
);

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  title: { margin: 0, overflowWrap: 'anywhere', display: 'block' },
  list: { display: 'grid', gap: tokens.spacingVerticalM, margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
});

/** Shows the details of the customer and the time limit of a future disconnect. */
export function CustomerDetails({ snapshot }: { snapshot: Snapshot }) {
  const styles = useStyles();
  const words = useDeskWords();
  const { language, formats } = useLanguage();
  const { ahead, context, locale, visit } = snapshot;
  // A conversation that was transferred from another workstream has no name here, and its id would not help the
  // agent.
  const names = useDeskView((view) => view.desk.welcome?.names);
  const [workstream, widget] = [names?.[snapshot.workstreamId], names?.[snapshot.widgetId]];
  const isLive = snapshot.state !== 'wrap-up';
  return (
    <div className={styles.stack}>
      <CustomerName snapshot={snapshot} />
      <dl className={styles.list}>
        <Fact name={words.status}>
          <StatusBadge snapshot={snapshot} />
        </Fact>
        <Fact name={words.language}>{languageName(language, locale)}</Fact>
        {visit && <VisitedPages visit={visit} isThere={snapshot.customer.status === 'connected'} />}
        {visit && (visit.browser !== null || visit.system !== null) && (
          <Fact name={words.person.browser}>
            {[visit.browser, visit.system].filter((part) => part !== null).join(' · ')}
          </Fact>
        )}
        {visit?.timeZone && (
          <Fact name={words.person.timeZone}>
            {visit.timeZone.replaceAll('_', ' ')} · {timeIn(visit.timeZone, language)}
          </Fact>
        )}
        {isLive && <Fact name={words.nextTime}>{formats.duration(ahead.nextLimitSeconds)}</Fact>}
        {isLive && ahead.reconnection !== undefined && (
          <Fact name={words.byLink}>
            <Badge appearance="tint" color={ahead.reconnection ? 'success' : 'subtle'}>
              {ahead.reconnection ? words.on : words.off}
            </Badge>
          </Fact>
        )}
        {workstream !== undefined && <Fact name={words.workstream}>{workstream}</Fact>}
        {widget !== undefined && <Fact name={words.widget}>{widget}</Fact>}
      </dl>
      <div>
        <Subtitle2 as="h3" className={styles.title}>
          {words.context}
        </Subtitle2>
        {context === null || Object.keys(context).length === 0 ? (
          <Caption1 className={styles.quiet}>{words.noContext}</Caption1>
        ) : (
          <dl className={styles.list} style={{ marginTop: tokens.spacingVerticalS }}>
            {Object.entries(context).map(([key, value]) => (
              <Fact key={key} name={key}>
                {value}
              </Fact>
            ))}
          </dl>
        )}
      </div>
      <LaterEarlierConversations conversationId={snapshot.conversationId} />
    </div>
  );
}

/** The time at the customer's place. The browser may be older than the list of time zones. */
function timeIn(timeZone: string, language: string): string {
  try {
    return new Intl.DateTimeFormat(language, { timeZone, timeStyle: 'short' }).format(new Date());
  } catch {
    return '';
  }
}
