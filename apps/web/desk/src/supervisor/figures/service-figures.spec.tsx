import { screen } from '@testing-library/react';
import { DeskPage } from '../../desk-page.fixture';
import { reportFixture, serviceFigures } from '../view/report.fixture';
import { ServiceFigures } from './service-figures';

async function abandonedIn(period: ReturnType<typeof serviceFigures>): Promise<string> {
  await DeskPage.open({
    at: '#/supervisor',
    content: <ServiceFigures report={reportFixture({ period })} />,
  });
  return screen.getByText('Abandoned').closest('div')!.textContent;
}

describe('the figures of a period', () => {
  it('say which share was abandoned', async () => {
    expect(await abandonedIn(serviceFigures())).toMatch(/Closed before an agent was assigned: 13%\.$/);
  });

  it('say no share when no conversation has ended to wait', async () => {
    const text = await abandonedIn(serviceFigures({ answered: 0, abandoned: 0 }));
    expect(text).toMatch(/Closed before an agent was assigned\.$/);
  });
});
