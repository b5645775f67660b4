import { makeStyles } from '@fluentui/react-components';
import { later } from '../../../../kit/later';
import { chartHeight } from './chart-height';

const useStyles = makeStyles({ place: { height: chartHeight } });

/** The chart library is loaded with the first report that has a chart. */
export const LaterColumnChart = later(() => import('./column-chart').then(({ ColumnChart }) => ColumnChart), {
  opening: <Opening />,
});

function Opening() {
  return <div className={useStyles().place} aria-busy="true" />;
}
