import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import type { Report } from '@rejoin/contracts';
import { useSupervisorWords } from '../words/words';
import { AgentsTable } from './agents-table';
import { DisconnectsSection } from './disconnects-section';
import { ServiceFigures } from './service-figures';
import { TrendCard } from './trend-card';

const useStyles = makeStyles({
  report: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
});

export function ReportBody({ report }: { report: Report }) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { disconnects } = report;
  return (
    <div className={styles.report}>
      <ServiceFigures report={report} />
      {report.days.length > 1 && <TrendCard report={report} />}
      {disconnects ? (
        <DisconnectsSection {...disconnects} />
      ) : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words.report.noDisconnects}</MessageBarBody>
        </MessageBar>
      )}
      <AgentsTable agents={report.agents} />
    </div>
  );
}
